import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type BalanceTransferId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { BalanceTransferRow } from '../tables/balance-transfer.ts';

/** @throws `resource_missing`: another account's transfer and one that never was are the same answer. */
export async function getBalanceTransfer(
  db: Kysely<Database>,
  scope: Scope,
  text: string,
): Promise<BalanceTransferRow> {
  const id = parseId('balanceTransfer', text);
  const [row] = id ? await findBalanceTransfers(db, scope, [id]) : [];
  if (row) return row;
  throw failure('resource_missing', { object: 'balance transfer', id: text }, { param: 'id' });
}

export async function findBalanceTransfers(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly BalanceTransferId[],
): Promise<BalanceTransferRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('balance_transfer')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', ids)]))
    .execute();
}

/** Locked until the end of the database transaction. Ledger accounts are locked before. */
export const lockBalanceTransfer = (
  trx: Transaction<Database>,
  scope: Scope,
  id: BalanceTransferId,
): Promise<BalanceTransferRow> =>
  trx
    .selectFrom('balance_transfer')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id }))
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
