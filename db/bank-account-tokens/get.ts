import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { BankAccountTokenRow } from '../tables/pull-funding.ts';

/** @throws `resource_missing`: another account's token and one that never was are the same answer. */
export async function getBankAccountToken(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<BankAccountTokenRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** Locked until the end of the database transaction. `undefined`: there is none. */
export async function lockBankAccountToken(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<BankAccountTokenRow | undefined> {
  return byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst();
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('bankAccountToken', text);
  return (
    id &&
    db
      .selectFrom('bank_account_token')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: BankAccountTokenRow | undefined, id: string): BankAccountTokenRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'token', id });
}
