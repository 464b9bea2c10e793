import { invariant } from '../invariant.ts';

/**
 * A day of the calendar, `YYYY-MM-DD`, in no time zone. Such texts sort by time. All arithmetic here
 * is on day numbers, so that nothing depends on a zone, a clock or the machine's tables.
 */
export type CivilDate = `${string}-${string}-${string}`;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @returns `undefined` when it is no date, or a day that does not exist. */
export function parseCivilDate(text: string): CivilDate | undefined {
  const parts = DATE.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = civilDate(year, month, day);
  return date === text ? date : undefined;
}

/** Months and days may lie outside of their range: the 32nd of January is the 1st of February. */
export const civilDate = (year: number, month: number, day: number): CivilDate =>
  dateOfDay(Date.UTC(year, month - 1, day) / DAY_MS);

const DAY_MS = 86_400_000;

/** Days since 1 January 1970. */
export function dayNumber(date: CivilDate): number {
  const parts = DATE.exec(date);
  invariant(parts !== null, `${date} is no date`);
  return Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / DAY_MS;
}

export function dateOfDay(day: number): CivilDate {
  const text = new Date(day * DAY_MS).toISOString();
  return `${text.slice(0, 4)}-${text.slice(5, 7)}-${text.slice(8, 10)}`;
}

export const addDays = (date: CivilDate, days: number): CivilDate =>
  dateOfDay(dayNumber(date) + days);

/** 0 is Sunday. The first day of 1970 was a Thursday. */
export const weekdayOf = (date: CivilDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));

export interface WeekdayOfMonth {
  readonly year: number;
  readonly month: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** The first, second, … Monday (or another weekday) of a month. */
export function nthWeekday({ year, month, weekday }: WeekdayOfMonth, nth: number): CivilDate {
  const first = civilDate(year, month, 1);
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
}

export function lastWeekday({ year, month, weekday }: WeekdayOfMonth): CivilDate {
  const last = civilDate(year, month + 1, 0);
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
}
