import { invariant } from '../invariant.ts';
import type { Currency } from '../money.ts';
import { addDays, yearOf, type CivilDate } from './civil-date.ts';
import {
  englandAndWalesHolidays,
  federalReserveHolidays,
  isWeekend,
  targetHolidays,
} from './holidays.ts';
import { civilDateAt, type Zone } from './zone.ts';

/** Whose working days a rail keeps. Right from 2020 on. */
export type BankCalendar = 'england_and_wales' | 'federal_reserve' | 'target';

const CALENDARS: Readonly<
  Record<
    BankCalendar,
    { readonly zone: Zone; readonly holidays: (year: number) => readonly CivilDate[] }
  >
> = {
  england_and_wales: { zone: 'Europe/London', holidays: englandAndWalesHolidays },
  federal_reserve: { zone: 'America/New_York', holidays: federalReserveHolidays },
  target: { zone: 'Europe/Berlin', holidays: targetHolidays },
};

const BY_CURRENCY: Readonly<Record<Currency, BankCalendar>> = {
  eur: 'target',
  gbp: 'england_and_wales',
  usd: 'federal_reserve',
};

/** The calendar by which money of a currency moves between banks. */
export const calendarOf = (currency: Currency): BankCalendar => BY_CURRENCY[currency];

/** The time zone in which a calendar's days begin and end. */
export const zoneOf = (calendar: BankCalendar): Zone => CALENDARS[calendar].zone;

export const isBusinessDay = (calendar: BankCalendar, date: CivilDate): boolean =>
  !isWeekend(date) && !CALENDARS[calendar].holidays(yearOf(date)).includes(date);

/** More is no rule of a bank, and would make a loop of a wrong number. */
const DAYS_MAX = 1000;

/**
 * The business day that is `count` business days after a date. The date itself counts for nothing,
 * business day or not: one business day after a Saturday is Monday. With 0 it is the date itself when
 * it is a business day, else the next one.
 */
export function addBusinessDays(calendar: BankCalendar, date: CivilDate, count: number): CivilDate {
  invariant(Number.isInteger(count) && count >= 0 && count <= DAYS_MAX, `${count} business days`);
  if (count === 0) return isBusinessDay(calendar, date) ? date : nextBusinessDay(calendar, date);
  let day = date;
  for (let left = count; left > 0; left -= 1) day = nextBusinessDay(calendar, day);
  return day;
}

function nextBusinessDay(calendar: BankCalendar, date: CivilDate): CivilDate {
  let day = addDays(date, 1);
  while (!isBusinessDay(calendar, day)) day = addDays(day, 1);
  return day;
}

/** How many business days lie after `from`, up to and with `until`. None when `until` is not later. */
export function businessDaysBetween(
  calendar: BankCalendar,
  from: CivilDate,
  until: CivilDate,
): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1))
    if (isBusinessDay(calendar, day)) count += 1;
  return count;
}

/** The day that a calendar's banks write at an instant (unix seconds). */
export const bankDateAt = (at: number, calendar: BankCalendar): CivilDate =>
  civilDateAt(at, zoneOf(calendar));
