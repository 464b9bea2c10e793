import Holidays from 'date-holidays';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  parseCivilDate,
  weekdayOf,
  type CivilDate,
} from '../../../domain/calendar/civil-date.ts';
import {
  easterSunday,
  englandAndWalesHolidays,
  federalReserveHolidays,
  isWeekend,
  targetHolidays,
} from '../../../domain/calendar/holidays.ts';

const YEARS = Array.from({ length: 26 }, (_, index) => 2020 + index);
const FRIDAY = 5;

/** Weekdays on which banks rest. Holidays on a weekend change nothing, and rules differ in naming them. */
const weekdays = (dates: readonly CivilDate[]): readonly CivilDate[] =>
  [...new Set(dates)].filter((date) => !isWeekend(date)).toSorted();

interface Listed {
  readonly date: CivilDate;
  readonly rule: string;
  readonly substitute: boolean;
}

function civil(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === undefined) throw new Error(`${text} is no date`);
  return date;
}

/** Public holidays by an independent library, with the rule that it followed. */
function listed(calendar: Holidays, year: number): readonly Listed[] {
  const found = calendar.getHolidays(year);
  expect(found.length).toBeGreaterThan(5);
  return found
    .filter(({ type }) => type === 'public')
    .map(({ date, rule, substitute }) => ({
      date: civil(date.slice(0, 10)),
      rule,
      substitute: substitute === true,
    }));
}

describe.each(YEARS)('in %i', (year) => {
  /**
   * Two differences, both of the Federal Reserve Banks against federal offices: a Saturday's holiday
   * is not kept on Friday, and Veterans Day on a Sunday is kept on Monday, which the library leaves out.
   */
  test('the Federal Reserve Banks rest when federal offices do, but for Fridays before', () => {
    const offices = listed(new Holidays('US'), year)
      .filter(({ date, substitute }) => !(substitute && weekdayOf(date) === FRIDAY))
      .map(({ date, rule }) =>
        rule === '11-11' && weekdayOf(date) === 0 ? addDays(date, 1) : date,
      );
    expect(weekdays(federalReserveHolidays(year))).toEqual(weekdays(offices));
  });

  test('the banks of England and Wales rest on bank holidays and the days kept for them', () => {
    const bankHolidays = listed(new Holidays('GB', 'ENG'), year).map(({ date }) => date);
    expect(weekdays(englandAndWalesHolidays(year))).toEqual(weekdays(bankHolidays));
  });

  /** The six closing days of TARGET are holidays in Germany too, which has more. */
  test('TARGET rests on six days, of which none is moved', () => {
    const rules = ['01-01', '05-01', '12-25', '12-26', 'easter -2', 'easter 1'];
    const inGermany = listed(new Holidays('DE'), year).filter(({ rule }) => rules.includes(rule));
    expect(inGermany).toHaveLength(6);
    expect(targetHolidays(year).toSorted()).toEqual(inGermany.map(({ date }) => date).toSorted());
  });
});

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2038, '2038-04-25'],
  [2285, '2285-03-22'],
] as const)('Easter of %i is on %s', (year, date) => {
  expect(easterSunday(year)).toBe(date);
});

/** Christmas Day of 2027 and Independence Day of 2026 are Saturdays. */
test.each(['2027-12-24', '2026-07-03'] as const)(
  'the Federal Reserve Banks are open on %s, the Friday before a Saturday’s holiday',
  (date) => {
    expect(federalReserveHolidays(Number(date.slice(0, 4)))).not.toContain(date);
  },
);
