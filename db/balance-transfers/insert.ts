import type { UnitOfWork } from '../unit-of-work.ts';
import type { BalanceTransferRow, NewBalanceTransfer } from '../tables/balance-transfer.ts';

export const insertBalanceTransfer = (
  { trx }: UnitOfWork,
  transfer: NewBalanceTransfer,
): Promise<BalanceTransferRow> =>
  trx.insertInto('balance_transfer').values(transfer).returningAll().executeTakeFirstOrThrow();
