import type { Kysely } from 'kysely';
import type { Hold, TransferRef } from '../../domain/ledger/transfer.ts';
import { money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../../db/database.ts';

/** Absent when nothing is pending there, or no longer: what has been settled is not a hold. */
export async function findHold(
  db: Kysely<Database>,
  scope: Scope,
  ref: TransferRef,
): Promise<Hold | undefined> {
  const row = await db
    .selectFrom('ledger_transfer as pending')
    .leftJoin('ledger_transfer as settlement', (join) =>
      join
        .onRef('settlement.account_id', '=', 'pending.account_id')
        .onRef('settlement.pending_movement', '=', 'pending.movement')
        .onRef('settlement.pending_leg', '=', 'pending.leg'),
    )
    .select([
      'pending.code',
      'pending.debit_id',
      'pending.credit_id',
      'pending.amount',
      'pending.currency',
    ])
    .where('pending.account_id', '=', scope.accountId)
    .where('pending.livemode', '=', scope.livemode)
    .where('pending.movement', '=', ref.movement)
    .where('pending.leg', '=', ref.leg)
    .where('pending.phase', '=', 'pending')
    .where('settlement.movement', 'is', null)
    .executeTakeFirst();
  return (
    row && {
      phase: 'pending',
      code: row.code,
      debit: row.debit_id,
      credit: row.credit_id,
      amount: money(row.amount, row.currency),
      ref,
    }
  );
}
