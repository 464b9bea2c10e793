import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingCardRow, owned } from '../database.ts';

/** @throws `resource_missing`: another account's card and one that never was are the same answer. */
export async function getCard(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingCardRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. Cards are locked before cardholders. */
export async function lockCard(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingCardRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('card', text);
  return (
    id &&
    db
      .selectFrom('issuing_card')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: IssuingCardRow | undefined, id: string): IssuingCardRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'issuing card', id }, { param: 'card' });
}
