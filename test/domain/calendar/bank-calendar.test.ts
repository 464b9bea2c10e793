import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  businessDaysBetween,
  calendarOf,
  isBusinessDay,
  type BankCalendar,
} from '../../../domain/calendar/bank-calendar.ts';
import {
  dateOfDay,
  dayNumber,
  parseCivilDate,
  type CivilDate,
} from '../../../domain/calendar/civil-date.ts';
import { CUTOFFS, cutoffOn, nextCutoff } from '../../../domain/calendar/cutoff.ts';
import { InvariantViolation } from '../../../domain/invariant.ts';

const calendars = fc.constantFrom<BankCalendar>('england_and_wales', 'federal_reserve', 'target');
const dates = fc
  .integer({ min: dayNumber('2020-01-01'), max: dayNumber('2045-12-31') })
  .map(dateOfDay);
const counts = fc.integer({ min: 1, max: 80 });

test('days added are days counted, and end on a business day', () => {
  fc.assert(
    fc.property(calendars, dates, counts, (calendar, date, count) => {
      const end = addBusinessDays(calendar, date, count);
      expect(isBusinessDay(calendar, end)).toBe(true);
      expect(businessDaysBetween(calendar, date, end)).toBe(count);
    }),
  );
});

test('days added one by one are days added at once', () => {
  fc.assert(
    fc.property(calendars, dates, counts, counts, (calendar, date, first, then) => {
      const inSteps = addBusinessDays(calendar, addBusinessDays(calendar, date, first), then);
      expect(inSteps).toBe(addBusinessDays(calendar, date, first + then));
    }),
  );
});

describe('business days over a weekend and a holiday', () => {
  test.each<[BankCalendar, CivilDate, number, CivilDate]>([
    ['federal_reserve', '2026-11-25', 1, '2026-11-27'], // Thanksgiving
    ['federal_reserve', '2026-11-28', 1, '2026-11-30'],
    ['federal_reserve', '2026-11-28', 0, '2026-11-30'],
    ['federal_reserve', '2026-11-30', 0, '2026-11-30'],
    ['federal_reserve', '2026-07-02', 2, '2026-07-06'], // 4 July is a Saturday
    ['england_and_wales', '2026-12-24', 1, '2026-12-29'], // 28 December is kept for Boxing Day
    ['target', '2026-12-24', 1, '2026-12-28'],
    ['target', '2026-04-02', 1, '2026-04-07'], // Easter
  ])('%s: %s and %i more is %s', (calendar, date, count, end) => {
    expect(addBusinessDays(calendar, date, count)).toBe(end);
  });

  test('nothing lies between a day and itself, or a day before', () => {
    expect(businessDaysBetween('target', '2026-06-10', '2026-06-10')).toBe(0);
    expect(businessDaysBetween('target', '2026-06-10', '2026-06-01')).toBe(0);
  });

  test('a count that is none is a bug', () => {
    expect(() => addBusinessDays('target', '2026-06-10', -1)).toThrow(InvariantViolation);
    expect(() => addBusinessDays('target', '2026-06-10', 1.5)).toThrow(InvariantViolation);
  });
});

test.each([
  ['usd', 'federal_reserve'],
  ['gbp', 'england_and_wales'],
  ['eur', 'target'],
] as const)('%s moves by the calendar %s', (currency, calendar) => {
  expect(calendarOf(currency)).toBe(calendar);
});

describe('the next cut-off', () => {
  const friday = cutoffOn(CUTOFFS.ach, '2026-11-20');

  test('is today’s until the second before it', () => {
    expect(nextCutoff(CUTOFFS.ach, friday - 1)).toEqual({ at: friday, date: '2026-11-20' });
  });

  test('is the next business day’s for what comes in its very second', () => {
    const monday = { at: cutoffOn(CUTOFFS.ach, '2026-11-23'), date: '2026-11-23' };
    expect(nextCutoff(CUTOFFS.ach, friday)).toEqual(monday);
  });

  test('comes at the same time of day of its place before and after summer time begins', () => {
    const winter = cutoffOn(CUTOFFS.ach, '2026-03-06');
    expect(nextCutoff(CUTOFFS.ach, winter).at - winter).toBe(3 * 86_400 - 3600);
  });

  test('comes every day without a calendar', () => {
    const daily = { time: '06:00', zone: 'UTC' } as const;
    const saturday = Date.UTC(2026, 10, 21, 6) / 1000;
    expect(nextCutoff(daily, saturday - 1)).toEqual({ at: saturday, date: '2026-11-21' });
  });
});

test.each([
  ['2026-02-28', '2026-02-28'],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['2026-1-1', undefined],
  ['tomorrow', undefined],
])('the text %s is the date %s', (text, date) => {
  expect(parseCivilDate(text)).toBe(date);
});
