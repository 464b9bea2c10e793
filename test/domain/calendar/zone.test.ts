import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilDate, dayNumber } from '../../../domain/calendar/civil-date.ts';
import {
  civilDateAt,
  instantOf,
  offsetAt,
  startOfDay,
  type Zone,
} from '../../../domain/calendar/zone.ts';

const ZONES = ['America/New_York', 'Europe/Berlin', 'Europe/London', 'UTC'] as const;
const HOUR = 3600;
const FIRST = Date.UTC(2007, 0) / 1000;
const LAST = Date.UTC(2046, 0) / 1000;

const instants = fc.integer({ min: FIRST, max: LAST });

/** What the machine's own tables say. */
function wallClock(at: number, zone: Zone): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).formatToParts(at * 1000);
  const [year, month, day, hour, minute, second] = [
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
  ].map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second) / 1000;
}

describe.each(ZONES)('the wall clock of %s', (zone) => {
  test('shows at every instant what the machine’s tables say', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(at + offsetAt(at, zone)).toBe(wallClock(at, zone));
      }),
      { numRuns: 300 },
    );
  });

  test('changes in the very second in which the machine’s tables do, from 2007 to 2045', () => {
    for (let year = 2007; year <= 2045; year += 1)
      for (const month of [3, 10, 11])
        for (let at = Date.UTC(year, month - 1) / 1000, hour = 0; hour < 31 * 24; hour += 24) {
          // Most days change nothing: only where the day begins and ends differently, each hour is looked at.
          const day = at + hour * HOUR;
          if (offsetAt(day, zone) === offsetAt(day + 24 * HOUR, zone)) continue;
          for (let second = day; second <= day + 24 * HOUR; second += HOUR)
            for (const edge of [second - 1, second])
              expect(edge + offsetAt(edge, zone)).toBe(wallClock(edge, zone));
        }
  });

  test('a day begins at its midnight, and the second before belongs to the day before', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const date = civilDateAt(at, zone);
        const start = startOfDay(date, zone);
        expect(start).toBeLessThanOrEqual(at);
        expect(civilDateAt(start, zone)).toBe(date);
        expect(dayNumber(civilDateAt(start - 1, zone))).toBe(dayNumber(date) - 1);
      }),
    );
  });
});

test.each([
  ['2026-03-07', '20:30', 'America/New_York', Date.UTC(2026, 2, 8, 1, 30)],
  ['2026-03-08', '20:30', 'America/New_York', Date.UTC(2026, 2, 9, 0, 30)],
  ['2026-11-01', '01:30', 'America/New_York', Date.UTC(2026, 10, 1, 6, 30)],
  ['2026-10-31', '20:30', 'America/New_York', Date.UTC(2026, 10, 1, 0, 30)],
  ['2026-07-01', '16:00', 'Europe/Berlin', Date.UTC(2026, 6, 1, 14)],
  ['2026-12-01', '22:30', 'Europe/London', Date.UTC(2026, 11, 1, 22, 30)],
] as const)('%s %s in %s is one instant', (date, time, zone, at) => {
  expect(instantOf(date, time, zone)).toBe(at / 1000);
});

test('a month or day outside of its range goes on in the next or the last one', () => {
  expect(civilDate(2026, 13, 1)).toBe('2027-01-01');
  expect(civilDate(2026, 3, 0)).toBe('2026-02-28');
});
