import type { SpendingInterval } from '../spending-controls.ts';

/** A limit of each purchase by itself counts nothing. */
export const COUNTED_INTERVALS = [
  'all_time',
  'daily',
  'monthly',
  'weekly',
  'yearly',
] as const satisfies readonly SpendingInterval[];
export type CountedInterval = (typeof COUNTED_INTERVALS)[number];

const DAY = 86_400;

/** The first day of 1970 was a Thursday. Weeks begin on Sunday (contract §3.3). */
const sundayOf = (day: number): number => day - ((day + 4) % 7);

const startOfMonth = (year: number, month: number): number => Date.UTC(year, month) / 1000;

interface Calendar {
  readonly start: (at: number) => number;
  /** When the window that begins at `start` is over: the first second that is not in it. */
  readonly end: (start: number) => number;
}

const monthsLater = (start: number, months: number): number => {
  const date = new Date(start * 1000);
  return startOfMonth(date.getUTCFullYear(), date.getUTCMonth() + months);
};

const CALENDAR: Readonly<Record<CountedInterval, Calendar>> = {
  all_time: { start: () => 0, end: () => Infinity },
  daily: { start: (at) => at - (at % DAY), end: (start) => start + DAY },
  weekly: {
    start: (at) => sundayOf(Math.floor(at / DAY)) * DAY,
    end: (start) => start + 7 * DAY,
  },
  monthly: {
    start: (at) => monthsLater(at, 0),
    end: (start) => monthsLater(start, 1),
  },
  yearly: {
    start: (at) => startOfMonth(new Date(at * 1000).getUTCFullYear(), 0),
    end: (start) => monthsLater(start, 12),
  },
};

/**
 * The second at which the calendar window of an instant began, in UTC (contract §3.3). Windows do not
 * roll: at midnight everything can be spent again.
 */
export const windowStart = (interval: CountedInterval, at: number): number =>
  CALENDAR[interval].start(at);

export const windowEnd = (interval: CountedInterval, start: number): number =>
  CALENDAR[interval].end(start);
