import type { IssuingTransactionRow } from '../db/database.ts';
import { joinSettlementDay } from '../db/settlements/join-day.ts';
import { type ClearedTransaction, insertTransaction } from '../db/transactions/insert.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { stampClearing } from '../providers/network/stamp.ts';

/** What clears joins the network's day, on which it will be settled by its reference. */
export async function insertCleared(
  work: UnitOfWork,
  cleared: Omit<ClearedTransaction, 'acquirerReference' | 'settlementDay'>,
): Promise<IssuingTransactionRow> {
  return insertTransaction(work, {
    ...cleared,
    acquirerReference: stampClearing(),
    settlementDay: await joinSettlementDay(work, cleared.cardId),
  });
}
