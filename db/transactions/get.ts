import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type IssuingTransactionId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingTransactionRow, owned } from '../database.ts';

/** @throws `resource_missing`: another account's and one that never was are the same answer. */
export async function getTransaction(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingTransactionRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockTransaction(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingTransactionRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

export async function findTransactions(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly IssuingTransactionId[],
): Promise<IssuingTransactionRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_transaction')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', ids)]))
    .execute();
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('issuingTransaction', text);
  return (
    id &&
    db
      .selectFrom('issuing_transaction')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: IssuingTransactionRow | undefined, id: string): IssuingTransactionRow {
  if (row) return row;
  throw failure(
    'resource_missing',
    { object: 'issuing transaction', id },
    { param: 'transaction' },
  );
}
