import { expect, test } from 'vitest';
import { parseForm } from '../../bench/classic/form.ts';
import { counted, fits } from '../../bench/classic/usage.ts';

const AT = Date.UTC(2027, 0, 15, 12) / 1000;
const DAY = Date.UTC(2027, 0, 15) / 1000;
const MONTH = Date.UTC(2027, 0) / 1000;
const limits = [
  { amount: '500', interval: 'per_authorization', categories: null },
  { amount: '1000', interval: 'daily', categories: null },
  { amount: '1500', interval: 'monthly', categories: ['hotels', 'airlines'] },
];
const counters = {
  daily: { window: DAY, used: '600' },
  'monthly:airlines,hotels': { window: MONTH, used: '900' },
};

test('the classic way enforces its limits, at the boundary and not beyond', () => {
  expect(fits(limits, counters, { amount: 400n, at: AT })).toBe(true);
  expect(fits(limits, counters, { amount: 401n, at: AT })).toBe(false);
  expect(fits(limits, {}, { amount: 500n, at: AT })).toBe(true);
  expect(fits(limits, {}, { amount: 501n, at: AT })).toBe(false);
});

test('a counter of a window that is over begins anew', () => {
  expect(counted(counters, { amount: 5n, at: AT })).toEqual({
    daily: { window: DAY, used: '605' },
    'monthly:airlines,hotels': { window: MONTH, used: '905' },
  });
  expect(counted(counters, { amount: 5n, at: AT + 86_400 })).toEqual({
    daily: { window: DAY + 86_400, used: '5' },
    'monthly:airlines,hotels': { window: MONTH, used: '905' },
  });
});

test('the form of the SDK is read with its nesting', () => {
  const { card, amount, all } = parseForm('card=ic_1&amount=500&merchant_data[name]=Corner+Shop');
  expect({ card, amount }).toEqual({ card: 'ic_1', amount: 500n });
  expect(all).toMatchObject({ merchant_data: { name: 'Corner Shop' } });
  expect(() => parseForm('card=ic_1&amount=-1')).toThrow();
});
