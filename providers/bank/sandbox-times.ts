import type { ReturnCode } from '../../domain/bank-account/return-code.ts';
import {
  addBusinessDays,
  bankDateAt,
  calendarOf,
  zoneOf,
} from '../../domain/calendar/bank-calendar.ts';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { type Cutoff, CUTOFFS, nextCutoff } from '../../domain/calendar/cutoff.ts';
import { instantOf } from '../../domain/calendar/zone.ts';
import type { Currency } from '../../domain/money.ts';
import type { OrderKind, Timetable, TimetableQuestion } from './port.ts';
import type { Fate } from './sandbox-accounts.ts';

/** Without a test clock nobody waits days to see what happens: an order is done in seconds. */
const SECONDS_TO_CUTOFF = 5;
const SECONDS_TO_DONE = 10;

const MINUTE = 60;
const DAY = 86_400;

const RAILS: Readonly<Record<Currency, Cutoff>> = {
  eur: CUTOFFS.sepa,
  gbp: CUTOFFS.bacs,
  usd: CUTOFFS.ach,
};

/**
 * Business days from the file to the end (contract W15 and annex C). A debit settles after one and can
 * be returned for two more, so its money is good on the fourth: at most five after it was asked for.
 */
const DAYS_TO_DONE: Readonly<Record<Exclude<OrderKind, 'instant_credit'>, number>> = {
  credit: 1,
  debit: 4,
  micro_deposits: 1,
};

/** An unauthorized debit of a consumer can be returned for sixty days (Nacha, R10). */
const RETURN_WINDOW_SECONDS = { debit: 60 * DAY, credit: 7 * DAY } as const;

export function timetableOf({
  kind,
  currency,
  at,
  onTestClock,
}: Omit<TimetableQuestion, 'scope'>): Timetable {
  if (!onTestClock) return { cutoffAt: at + SECONDS_TO_CUTOFF, doneAt: at + SECONDS_TO_DONE };
  if (kind === 'instant_credit') return { cutoffAt: at, doneAt: at + 30 * MINUTE };
  const { at: cutoffAt, date } = nextCutoff(RAILS[currency], at);
  return { cutoffAt, doneAt: morningAfter(date, DAYS_TO_DONE[kind], currency) };
}

/** When banks have read the night's files. */
const MORNING = '09:00';

function morningAfter(date: CivilDate, days: number, currency: Currency): number {
  const calendar = calendarOf(currency);
  return instantOf(addBusinessDays(calendar, date, days), MORNING, zoneOf(calendar));
}

/** All that will ever be heard of an order. */
export interface News {
  readonly doneAt?: number;
  readonly returnedAt?: number;
  readonly code?: ReturnCode;
  /** From then on it cannot be returned. */
  readonly finalAt: number;
}

interface Submitted {
  readonly timetable: Timetable;
  readonly fate: Fate | undefined;
  readonly side: 'credit' | 'debit';
  readonly currency: Currency;
}

export function newsOf({ timetable, fate, side, currency }: Submitted): News {
  const { doneAt } = timetable;
  const finalAt = doneAt + RETURN_WINDOW_SECONDS[side];
  if (!fate) return { doneAt, finalAt };
  if (fate.late === undefined) return { returnedAt: doneAt, code: fate[side], finalAt };
  return {
    doneAt,
    returnedAt: lateReturn(timetable, fate.late, currency),
    code: fate[side],
    finalAt,
  };
}

/** Two business days or four weeks after it was done; after as many seconds where it took seconds. */
function lateReturn(
  { cutoffAt, doneAt }: Timetable,
  late: 'days' | 'weeks',
  currency: Currency,
): number {
  if (doneAt - cutoffAt < MINUTE) return doneAt + SECONDS_TO_DONE;
  if (late === 'weeks') return doneAt + 28 * DAY;
  return morningAfter(bankDateAt(doneAt, calendarOf(currency)), 2, currency);
}
