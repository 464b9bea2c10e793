import { insertBreaks } from '../../db/settlements/breaks.ts';
import { getDay } from '../../db/settlements/day.ts';
import { advancePayment, paymentsOf } from '../../db/settlements/payments.ts';
import type { SettlementDayRow, SettlementPaymentRow } from '../../db/tables/settlement.ts';
import { invariant } from '../../domain/invariant.ts';
import type { DayStanding } from '../../domain/settlement/standing.ts';
import type { NetworkPayment, SubmittedPayment } from '../../providers/settlement-bank/port.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import { moveOn, type OneDay, scopeOf, seconds, type SettlementDeps, standingNow } from './deps.ts';

/** Tells the bank what to move, of each currency one sum. It is told under a key, and so moves it once. */
export async function submitPayments(deps: SettlementDeps, day: OneDay): Promise<DayStanding> {
  const row = await getDay(deps.db, scopeOf(day), day.dayId);
  if (row.status === 'paying')
    for (const planned of await paymentsOf(deps.db, row))
      if (planned.status === 'planned') await submit(deps, day, planned);
  return moveOn(deps, day, { from: 'paying', act: async () => 'awaiting_bank' });
}

/** The bank is told outside of the database transaction: it may take its time, and no lock waits for it. */
async function submit(
  deps: SettlementDeps,
  day: OneDay,
  planned: SettlementPaymentRow,
): Promise<void> {
  const at = await nowOf(deps, day);
  const told = await deps.settlement.bank.submit(paymentOf(planned), at);
  await inUnitOfWork(deps, scopeOf(day), (work) =>
    advancePayment(work.trx, planned, {
      status: 'submitted',
      bank_reference: told.reference,
      submitted_at: new Date(at * 1_000),
    }),
  );
}

export interface Confirmation extends DayStanding {
  /** Unix seconds: before that the bank will say nothing else. Absent: it has confirmed everything. */
  readonly lookAgainAt?: number;
}

/**
 * Asks the bank what it has moved, and holds its statement against what it was told: what differs is a break,
 * and is not booked before a person has resolved it.
 */
export async function confirmPayments(deps: SettlementDeps, day: OneDay): Promise<Confirmation> {
  const row = await getDay(deps.db, scopeOf(day), day.dayId);
  const at = await nowOf(deps, day);
  const waits: number[] = [];
  if (row.status === 'awaiting_bank')
    for (const submitted of await paymentsOf(deps.db, row)) {
      if (submitted.status !== 'submitted') continue;
      const fate = await deps.settlement.bank.lookUp(submittedOf(submitted), at);
      if (fate.status === 'pending') waits.push(fate.lookAgainAt);
      else await confirm(deps, { row, submitted, at });
    }
  if (waits.length > 0)
    return { ...(await standingNow(deps, day)), lookAgainAt: Math.min(...waits) };
  return moveOn(deps, day, { from: 'awaiting_bank', act: async () => 'booking' });
}

interface Confirming {
  readonly row: SettlementDayRow;
  readonly submitted: SettlementPaymentRow;
  readonly at: number;
}

async function confirm(deps: SettlementDeps, { row, submitted, at }: Confirming): Promise<void> {
  const lines = await deps.settlement.bank.statementLines(submittedOf(submitted), at);
  const { amount, currency } = submitted;
  const isForeign = lines.some((line) => line.currency !== currency);
  const moved = lines.reduce((sum, line) => sum + line.amount, 0n);
  const scope = { accountId: row.account_id, livemode: row.livemode };
  await inUnitOfWork(deps, scope, async (work) => {
    if (isForeign || moved !== amount)
      await insertBreaks(work, row, [
        {
          kind: 'bank_total_differs',
          reference: currency,
          ours: [{ amount, currency }],
          theirs: lines,
          leftOut: false,
        },
      ]);
    await advancePayment(work.trx, submitted, { status: 'confirmed' });
  });
}

const nowOf = (deps: SettlementDeps, day: OneDay): Promise<number> =>
  inUnitOfWork(deps, scopeOf(day), async ({ now }) => seconds(now));

const paymentOf = (row: SettlementPaymentRow): NetworkPayment => ({
  scope: { accountId: row.account_id, livemode: row.livemode },
  key: `settlement:${row.day_id}:${row.currency}`,
  currency: row.currency,
  amount: row.amount,
});

function submittedOf(row: SettlementPaymentRow): SubmittedPayment {
  const { bank_reference: reference, submitted_at: submittedAt } = row;
  invariant(reference !== null && submittedAt !== null, 'a submitted payment has its reference');
  return { ...paymentOf(row), reference, submittedAt: seconds(submittedAt) };
}
