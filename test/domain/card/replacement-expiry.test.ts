import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthCount } from '../../../domain/card/expiry.ts';
import { expiryOfReplacement } from '../../../domain/card/replacement-expiry.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const expiries = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 2026, max: 2040 }),
});

test('with a new number it is that of any new card, or the one that was asked for', () => {
  expect(expiryOfReplacement({ asked: undefined, ofNumber: [], now: NOW })).toEqual({
    month: 11,
    year: 2029,
  });
  const asked = { month: 2, year: 2027 };
  expect(expiryOfReplacement({ asked, ofNumber: [], now: NOW })).toEqual(asked);
});

test('with the number of other cards it is later than each of theirs', () => {
  fc.assert(
    fc.property(fc.array(expiries, { minLength: 1, maxLength: 5 }), (ofNumber) => {
      const expiry = expiryOfReplacement({ asked: undefined, ofNumber, now: NOW });
      for (const other of ofNumber) expect(monthCount(expiry)).toBeGreaterThan(monthCount(other));
      expect(expiry.month).toBeGreaterThanOrEqual(1);
      expect(expiry.month).toBeLessThanOrEqual(12);
    }),
  );
});

test.each([
  [
    { month: 12, year: 2029 },
    { month: 1, year: 2030 },
  ],
  [
    { month: 11, year: 2029 },
    { month: 12, year: 2029 },
  ],
  [
    { month: 10, year: 2029 },
    { month: 11, year: 2029 },
  ],
])('after %j comes %j', (other, expected) => {
  const expiry = expiryOfReplacement({ asked: undefined, ofNumber: [other], now: NOW });
  expect(expiry).toEqual(expected);
});

test('what is asked for must be later, by a month at least', () => {
  const ofNumber = [{ month: 11, year: 2029 }];
  const ask = (month: number) =>
    expiryOfReplacement({ asked: { month, year: 2029 }, ofNumber, now: NOW });
  expect(() => ask(11)).toThrow('after 11/2029');
  expect(ask(12)).toEqual({ month: 12, year: 2029 });
});
