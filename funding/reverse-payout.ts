import { payoutToWire } from '../api/wire/payout.ts';
import { owned } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import { toJson } from '../db/json.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import { lockPayout } from '../db/payouts/get.ts';
import { insertPayout } from '../db/payouts/insert.ts';
import { updatePayout } from '../db/payouts/update.ts';
import type { PayoutRow } from '../db/tables/payout.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import type { Metadata } from '../domain/metadata.ts';
import type { Bank, Timetable } from '../providers/bank/port.ts';

/**
 * Asks for the money of a payout back by debiting the bank account that it went to. It comes when the
 * bank says so, and until then the balance has nothing of it.
 *
 * @throws `status_transition_invalid` unless the payout was paid and is not reversed yet.
 */
export async function reversePayout(
  work: UnitOfWork,
  bank: Pick<Bank, 'timetable'>,
  { payoutId, metadata }: { readonly payoutId: string; readonly metadata: Metadata },
): Promise<PayoutRow> {
  const original = await lockPayout(work.trx, work.scope, payoutId);
  refuseUnlessReversible(original);
  const timetable = await bank.timetable({
    scope: work.scope,
    kind: 'debit',
    currency: original.currency,
    at: Math.floor(work.now.getTime() / 1000),
    onTestClock: work.frozenAt !== undefined,
  });
  const reversal = await insertReversal(work, original, { metadata, timetable });
  const payload = { cutoffAt: timetable.cutoffAt };
  await enqueue(work, { kind: 'payout', objectId: reversal.id, payload });
  await recordEvent(work, { type: 'payout.created', object: payoutToWire(reversal) });
  const after = await updatePayout(work, original.id, { reversed_by_id: reversal.id });
  const [object, previous] = [payoutToWire(after), payoutToWire(original)];
  await recordEvent(work, { type: 'payout.updated', object, previous });
  return reversal;
}

function refuseUnlessReversible(payout: PayoutRow): void {
  const problem = problemOf(payout);
  if (problem !== undefined) throw failure('status_transition_invalid', { problem });
}

function problemOf({ id, ...payout }: PayoutRow): string | undefined {
  if (payout.original_payout_id !== null) return 'A reversal cannot be reversed.';
  if (payout.currency !== 'usd') return 'Only payouts to bank accounts in the US can be reversed.';
  if (payout.reversed_by_id !== null)
    return `The payout ${id} is already reversed by ${payout.reversed_by_id}.`;
  if (payout.status === 'pending') return `The payout ${id} is pending: cancel it instead.`;
  return payout.status === 'paid'
    ? undefined
    : `The payout ${id} is ${payout.status}: only one that was paid can be reversed.`;
}

const insertReversal = (
  work: UnitOfWork,
  original: PayoutRow,
  { metadata, timetable }: { readonly metadata: Metadata; readonly timetable: Timetable },
): Promise<PayoutRow> =>
  insertPayout(work, {
    ...owned(work.scope),
    id: newId(work, 'payout'),
    amount: original.amount,
    currency: original.currency,
    balance_type: original.balance_type,
    destination_id: original.destination_id,
    method: 'standard',
    status: 'pending',
    description: original.description,
    statement_descriptor: original.statement_descriptor,
    metadata: toJson(metadata),
    cutoff_at: new Date(timetable.cutoffAt * 1000),
    arrives_at: new Date(timetable.doneAt * 1000),
    original_payout_id: original.id,
    created_at: work.now,
  });
