import type { Kysely } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type BalanceTransactionId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { BalanceTransactionRow } from '../tables/ledger.ts';

/** The movement inside the id: the ledger is indexed by it, and the view's id is not. */
const movementOf = (id: BalanceTransactionId): string => id.slice('txn_'.length, -1);

export async function findBalanceTransactions(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly BalanceTransactionId[],
): Promise<BalanceTransactionRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('balance_transaction')
    .selectAll()
    .where((eb) =>
      eb.and([
        eb.and(owned(scope)),
        eb('movement', 'in', ids.map(movementOf)),
        eb('id', 'in', ids),
      ]),
    )
    .execute();
}

/** @throws `resource_missing`: another account's and one that never was are the same answer. */
export async function getBalanceTransaction(
  db: Kysely<Database>,
  scope: Scope,
  text: string,
): Promise<BalanceTransactionRow> {
  const id = parseId('balanceTransaction', text);
  const [row] = id ? await findBalanceTransactions(db, scope, [id]) : [];
  if (row) return row;
  throw failure('resource_missing', { object: 'balance transaction', id: text }, { param: 'id' });
}
