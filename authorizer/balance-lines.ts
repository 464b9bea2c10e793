import type { BalanceTransactionLine } from '../db/tables/ledger.ts';
import { balanceTransactionsOf } from '../domain/ledger/balance-transaction.ts';
import type { CardAccounts } from '../domain/ledger/templates.ts';
import type { Movement } from '../domain/ledger/transfer.ts';

/** How a movement shows on the balance, without a read while others wait for its lock. */
export const linesOf = (
  movement: Movement,
  { funds }: CardAccounts,
): readonly BalanceTransactionLine[] =>
  balanceTransactionsOf(movement, { issuing: funds }).map(
    ({ id, balanceType, type, amount, sourceId, at }) => ({
      id,
      balance_type: balanceType,
      type,
      amount: amount.minor,
      currency: amount.currency,
      source_id: sourceId ?? null,
      created_at: at,
    }),
  );
