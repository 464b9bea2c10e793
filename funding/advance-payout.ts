/**
 * The steps of a payout after it was ordered. Each goes forward only: what was done already, or was
 * overtaken, is left as it is and told to nobody, so that each may be repeated.
 */
import { payoutToWire } from '../api/wire/payout.ts';
import { recordEvent } from '../db/events/record.ts';
import { type LedgerAccounts, lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { getPayout, lockPayout } from '../db/payouts/get.ts';
import { updatePayout } from '../db/payouts/update.ts';
import type { PayoutChange, PayoutRow } from '../db/tables/payout.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { EventType } from '../domain/event/event-type.ts';
import type { PayoutId } from '../domain/ids.ts';
import { CODE_OF_BALANCE } from '../domain/ledger/accounts.ts';
import {
  confirmPayout,
  returnPayout,
  returnReversal,
  reversePayout,
} from '../domain/ledger/templates.ts';
import type { Transfer } from '../domain/ledger/transfer.ts';
import { money } from '../domain/money.ts';
import { canBecome, type PayoutFailureCode, type PayoutStatus } from '../domain/payout/payout.ts';
import { followBalance } from './negative-balance.ts';

/** From now on the bank may have it, and nobody can cancel it. */
export async function claim(work: UnitOfWork, id: PayoutId): Promise<PayoutRow> {
  const before = await lockPayout(work.trx, work.scope, id);
  if (before.status !== 'pending' || before.submitted_at !== null) return before;
  return updatePayout(work, id, { submitted_at: work.now });
}

/** The bank has it. */
export const sendOff = (work: UnitOfWork, id: PayoutId, reference: string): Promise<PayoutRow> =>
  step(work, id, {
    to: 'in_transit',
    tells: 'payout.updated',
    change: () => ({ bank_reference: reference }),
  });

/** The bank has paid it out; or, of a reversal, has brought it back. */
export const confirm = (work: UnitOfWork, id: PayoutId): Promise<PayoutRow> =>
  step(work, id, {
    to: 'paid',
    tells: 'payout.paid',
    moves: ({ original_payout_id: original, amount, currency }, { bank, inTransit, balance }) =>
      original === null
        ? confirmPayout({ inTransit, bank }, money(amount, currency))
        : reversePayout({ bank, balance }, money(amount, currency)),
    change: ({ original_payout_id: original }, movement) =>
      original === null ? { paid_movement: movement } : { movement },
  });

/** It never went to the bank: its money is on its balance again. */
export const cancel = (work: UnitOfWork, id: PayoutId): Promise<PayoutRow> =>
  step(work, id, {
    to: 'canceled',
    isOvertaken: ({ submitted_at: submittedAt }) => submittedAt !== null,
    tells: 'payout.canceled',
    moves: ({ original_payout_id: original, amount, currency }, { inTransit: from, balance }) =>
      original === null
        ? returnPayout({ from, balance }, money(amount, currency), 'payout_cancel')
        : [],
    change: (_payout, movement) => ({ return_movement: movement }),
  });

/** The bank gave it back, before or after it said that it was paid: so do we. */
export const fail = (work: UnitOfWork, id: PayoutId, code: PayoutFailureCode): Promise<PayoutRow> =>
  step(work, id, {
    to: 'failed',
    tells: 'payout.failed',
    moves: (payout, { bank, inTransit, balance }) => {
      const amount = money(payout.amount, payout.currency);
      const wasPaid = payout.status === 'paid';
      if (payout.original_payout_id === null)
        return returnPayout(
          { from: wasPaid ? bank : inTransit, balance },
          amount,
          'payout_failure',
        );
      return wasPaid ? returnReversal({ balance, bank }, amount) : [];
    },
    change: (_payout, movement) => ({ failure_code: code, return_movement: movement }),
  });

interface Accounts {
  readonly bank: Transfer['debit'];
  readonly inTransit: Transfer['debit'];
  readonly balance: Transfer['debit'];
}

interface Step {
  readonly to: PayoutStatus;
  readonly tells: EventType;
  readonly isOvertaken?: (payout: PayoutRow) => boolean;
  readonly moves?: (payout: PayoutRow, accounts: Accounts) => readonly Transfer[];
  /** @param movement null: no money moved. */
  readonly change: (payout: PayoutRow, movement: string | null) => PayoutChange;
}

async function step(
  work: UnitOfWork,
  id: PayoutId,
  { to, tells, isOvertaken, moves, change }: Step,
): Promise<PayoutRow> {
  const { trx, scope } = work;
  const { currency, balance_type: balanceType } = await getPayout(trx, scope, id);
  const code = CODE_OF_BALANCE[balanceType];
  const books = await lockLedgerAccounts(work, currency, ['bank_clearing', 'in_transit', code]);
  const before = await lockPayout(trx, scope, id);
  if (!canBecome(before.status, to) || isOvertaken?.(before)) return before;
  const accounts = accountsOf(books, code);
  const movement = await move(work, before, moves?.(before, accounts) ?? []);
  if (movement !== null) await followBalance(work, accounts.balance);
  const after = await updatePayout(work, id, { status: to, ...change(before, movement) });
  const [object, previous] = [payoutToWire(after), payoutToWire(before)];
  await recordEvent(work, { type: tells, object, previous });
  const isUndone = to === 'canceled' || to === 'failed';
  if (isUndone && after.original_payout_id) await forgetReversal(work, after.original_payout_id);
  return after;
}

const accountsOf = (
  books: LedgerAccounts<'bank_clearing' | 'in_transit' | 'issuing_balance' | 'payments_balance'>,
  code: 'issuing_balance' | 'payments_balance',
): Accounts => ({
  bank: books.bank_clearing.id,
  inTransit: books.in_transit.id,
  balance: books[code].id,
});

async function move(
  work: UnitOfWork,
  { id }: PayoutRow,
  transfers: readonly Transfer[],
): Promise<string | null> {
  if (transfers.length === 0) return null;
  const movement = work.unique();
  await writeMovement(work.trx, work.scope, {
    id: movement,
    at: work.now,
    sourceId: id,
    transfers,
  });
  return movement;
}

/** A payout whose reversal came to nothing can be reversed again. */
async function forgetReversal(work: UnitOfWork, id: PayoutId): Promise<void> {
  const before = await lockPayout(work.trx, work.scope, id);
  const after = await updatePayout(work, id, { reversed_by_id: null });
  const [object, previous] = [payoutToWire(after), payoutToWire(before)];
  await recordEvent(work, { type: 'payout.updated', object, previous });
}
