import { topupToWire } from '../api/wire/topup.ts';
import { recordEvent } from '../db/events/record.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import type { TopupChange, TopupRow } from '../db/tables/pull-funding.ts';
import { getTopup, lockTopup } from '../db/topups/get.ts';
import { updateTopup } from '../db/topups/update.ts';
import { viewTopup } from '../db/topups/views.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { ReturnCode } from '../domain/bank-account/return-code.ts';
import type { EventType } from '../domain/event/event-type.ts';
import type { TopupId } from '../domain/ids.ts';
import { CODE_OF_BALANCE } from '../domain/ledger/accounts.ts';
import { reverseTopUp, topUp } from '../domain/ledger/templates.ts';
import { money } from '../domain/money.ts';
import { canTopup, TOPUP_MOVES, type TopupMove } from '../domain/topup/topup.ts';
import { followBalance } from './negative-balance.ts';

/**
 * Each of these carries a top-up one step forward, in one database transaction with its movement of
 * money and its event. A step that has been done, or is not possible any more, changes nothing; all
 * answer with what stands. Books are locked before the row, as everywhere.
 */

/** Nothing has been sent to the bank, and nothing will be. */
export async function cancelTopup(work: UnitOfWork, id: TopupId): Promise<TopupRow> {
  const before = await lockTopup(work.trx, work.scope, id);
  if (before.submitted_at !== null) return before;
  return make(work, before, { move: 'cancel' });
}

/** From now on the bank may have it, and nobody can cancel it. */
export async function claimTopup(work: UnitOfWork, id: TopupId): Promise<TopupRow> {
  const before = await lockTopup(work.trx, work.scope, id);
  if (before.status !== 'pending' || before.submitted_at !== null) return before;
  return updateTopup(work, id, { submitted_at: work.now });
}

export async function noteBankReference(
  work: UnitOfWork,
  id: TopupId,
  bankReference: string,
): Promise<TopupRow> {
  const before = await lockTopup(work.trx, work.scope, id);
  if (before.bank_reference !== null) return before;
  return updateTopup(work, id, { bank_reference: bankReference });
}

/** The bank gave it back before we gave it to anybody. */
export async function failTopup(
  work: UnitOfWork,
  id: TopupId,
  code: ReturnCode,
): Promise<TopupRow> {
  const before = await lockTopup(work.trx, work.scope, id);
  return make(work, before, { move: 'fail', change: { failure_code: code } });
}

/** The money is there, and can be spent. */
export async function settleTopup(work: UnitOfWork, id: TopupId): Promise<TopupRow> {
  const { before, bank, balance } = await lockWithBooks(work, id);
  if (!canTopup('succeed', before.status)) return before;
  const movement = work.unique();
  const transfers = topUp({ bank, balance }, money(before.amount, before.currency));
  await writeMovement(work.trx, work.scope, {
    id: movement,
    at: work.now,
    sourceId: id,
    transfers,
  });
  await followBalance(work, balance);
  return make(work, before, { move: 'succeed', change: { movement } });
}

/** The bank took back what had been given: the balance may go below zero, and is then followed. */
export async function reverseTopup(
  work: UnitOfWork,
  id: TopupId,
  code: ReturnCode,
): Promise<TopupRow> {
  const { before, bank, balance } = await lockWithBooks(work, id);
  if (!canTopup('reverse', before.status)) return before;
  const movement = work.unique();
  const transfers = reverseTopUp({ bank, balance }, money(before.amount, before.currency));
  await writeMovement(work.trx, work.scope, {
    id: movement,
    at: work.now,
    sourceId: id,
    transfers,
  });
  await followBalance(work, balance);
  const change = { reversal_movement: movement, failure_code: code };
  return make(work, before, { move: 'reverse', change });
}

async function lockWithBooks(work: UnitOfWork, id: TopupId) {
  const { currency, balance_type: balanceType } = await getTopup(work.trx, work.scope, id);
  const code = CODE_OF_BALANCE[balanceType];
  const books = await lockLedgerAccounts(work, currency, ['bank_clearing', code]);
  const before = await lockTopup(work.trx, work.scope, id);
  return { before, bank: books.bank_clearing.id, balance: books[code].id };
}

const TOLD_AS = {
  cancel: 'topup.canceled',
  fail: 'topup.failed',
  reverse: 'topup.reversed',
  succeed: 'topup.succeeded',
} as const satisfies Readonly<Record<TopupMove, EventType>>;

async function make(
  work: UnitOfWork,
  before: TopupRow,
  { move, change = {} }: { readonly move: TopupMove; readonly change?: TopupChange },
): Promise<TopupRow> {
  if (!canTopup(move, before.status)) return before;
  const status = TOPUP_MOVES[move].to;
  const after = await updateTopup(work, before.id, { ...change, status });
  const object = topupToWire(await viewTopup(work.trx, work.scope, after));
  await recordEvent(work, { type: TOLD_AS[move], object });
  return after;
}
