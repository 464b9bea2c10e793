/**
 * The days on which banks rest although it is no weekend, by rule, so that no release is needed each
 * year. What cannot be a rule, the days that a government gives or moves once, is a list.
 */
import {
  addDays,
  civilDate,
  lastWeekday,
  nthWeekday,
  weekdayOf,
  type CivilDate,
} from './civil-date.ts';

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

export const isWeekend = (date: CivilDate): boolean => {
  const weekday = weekdayOf(date);
  return weekday === SATURDAY || weekday === SUNDAY;
};

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const epact =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const march = epact + weekday - 7 * correction + 22;
  return civilDate(year, 3, march);
}

/**
 * Federal Reserve Banks, statistical release K.8. What falls on a Sunday is kept on Monday; what
 * falls on a Saturday is not kept at all: the Banks are open on the Friday before.
 */
export function federalReserveHolidays(year: number): readonly CivilDate[] {
  const fixed = [
    civilDate(year, 1, 1),
    // Juneteenth: 5 U.S.C. 6103 as amended on 17 June 2021.
    ...(year >= 2021 ? [civilDate(year, 6, 19)] : []),
    civilDate(year, 7, 4),
    civilDate(year, 11, 11),
    civilDate(year, 12, 25),
  ].map((date) => (weekdayOf(date) === SUNDAY ? addDays(date, 1) : date));
  return [
    ...fixed,
    nthWeekday({ year, month: 1, weekday: MONDAY }, 3),
    nthWeekday({ year, month: 2, weekday: MONDAY }, 3),
    lastWeekday({ year, month: 5, weekday: MONDAY }),
    nthWeekday({ year, month: 9, weekday: MONDAY }, 1),
    nthWeekday({ year, month: 10, weekday: MONDAY }, 2),
    nthWeekday({ year, month: 11, weekday: THURSDAY }, 4),
  ];
}

/** Holidays that a proclamation moved, by the day on which the rule would have had them. */
const MOVED: Readonly<Record<CivilDate, CivilDate>> = {
  '2020-05-04': '2020-05-08', // 75 years of peace in Europe
  '2022-05-30': '2022-06-02', // with the Platinum Jubilee
};

/** Holidays that a proclamation gave once. */
const GIVEN: readonly CivilDate[] = [
  '2022-06-03', // Platinum Jubilee
  '2022-09-19', // State Funeral of Queen Elizabeth II
  '2023-05-08', // Coronation of King Charles III
];

/**
 * Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations under it: New
 * Year's Day and the May Day holiday. What falls on a weekend is kept on the next day that is free.
 */
export function englandAndWalesHolidays(year: number): readonly CivilDate[] {
  const easter = easterSunday(year);
  const [christmas, boxingDay] = christmasOf(year);
  const newYear = civilDate(year, 1, 1);
  return [
    isWeekend(newYear) ? nextMonday(newYear) : newYear,
    addDays(easter, -2),
    addDays(easter, 1),
    nthWeekday({ year, month: 5, weekday: MONDAY }, 1),
    lastWeekday({ year, month: 5, weekday: MONDAY }),
    lastWeekday({ year, month: 8, weekday: MONDAY }),
    christmas,
    boxingDay,
    ...GIVEN.filter((date) => date.startsWith(`${year}-`)),
  ].map((date) => MOVED[date] ?? date);
}

const nextMonday = (date: CivilDate): CivilDate => {
  const next = addDays(date, 1);
  return weekdayOf(next) === MONDAY ? next : nextMonday(next);
};

/** The two days are kept apart: with a weekend among them, one or both move to Monday and Tuesday. */
function christmasOf(year: number): readonly [CivilDate, CivilDate] {
  const christmas = civilDate(year, 12, 25);
  const boxingDay = civilDate(year, 12, 26);
  if (!isWeekend(christmas) && !isWeekend(boxingDay)) return [christmas, boxingDay];
  if (weekdayOf(boxingDay) === MONDAY) return [addDays(boxingDay, 1), boxingDay];
  const monday = nextMonday(boxingDay);
  return isWeekend(christmas) ? [monday, addDays(monday, 1)] : [christmas, monday];
}

/** TARGET closing days, ECB Governing Council, 14 December 2000; never kept on another day. */
export function targetHolidays(year: number): readonly CivilDate[] {
  const easter = easterSunday(year);
  return [
    civilDate(year, 1, 1),
    addDays(easter, -2),
    addDays(easter, 1),
    civilDate(year, 5, 1),
    civilDate(year, 12, 25),
    civilDate(year, 12, 26),
  ];
}
