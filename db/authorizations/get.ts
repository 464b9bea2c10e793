import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type AuthorizationId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingAuthorizationRow, owned } from '../database.ts';

/** @throws `resource_missing`: another account's and one that never was are the same answer. */
export async function getAuthorization(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingAuthorizationRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same for who does not know whether there is one. */
export const findAuthorization = async (
  db: Kysely<Database>,
  scope: Scope,
  id: AuthorizationId,
): Promise<IssuingAuthorizationRow | undefined> => byId(db, scope, id)?.executeTakeFirst();

/**
 * The same, locked until the end of the database transaction, so that two captures, or a capture and a
 * reversal, follow one another. It comes after cards and cardholders in the order of locks, and
 * before ledger accounts.
 */
export async function lockAuthorization(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingAuthorizationRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('authorization', text);
  return (
    id &&
    db
      .selectFrom('issuing_authorization')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: IssuingAuthorizationRow | undefined, id: string): IssuingAuthorizationRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'authorization', id }, { param: 'authorization' });
}
