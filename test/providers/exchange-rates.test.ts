import { expect, test } from 'vitest';
import { MERCHANT_CURRENCIES } from '../../domain/exchange/currencies.ts';
import { SANDBOX_TABLES } from '../../providers/exchange-rates/sandbox-tables.ts';
import { sandboxExchangeRates } from '../../providers/exchange-rates/sandbox.ts';

test.each([
  ['2020-01-01T00:00:00Z', '2026-01-01'],
  ['2026-01-01T00:00:00Z', '2026-01-01'],
  ['2026-12-31T23:59:59.999Z', '2026-01-01'],
  ['2027-01-01T00:00:00Z', '2027-01-01'],
  ['2099-01-01T00:00:00Z', '2028-01-01'],
])('at %s the table of %s applies', (at, date) => {
  expect(sandboxExchangeRates.inForceAt(new Date(at)).date).toBe(date);
});

test('every table has every currency, and a dollar is a dollar', () => {
  for (const { perDollar } of SANDBOX_TABLES) {
    expect(Object.keys(perDollar).toSorted()).toEqual([...MERCHANT_CURRENCIES].toSorted());
    for (const rate of Object.values(perDollar)) expect(rate).toMatch(/^\d+(\.\d+)?$/);
    expect(perDollar.usd).toBe('1');
  }
});

test('the tables stand in order of their dates', () => {
  const dates = SANDBOX_TABLES.map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted());
  expect(new Set(dates).size).toBe(dates.length);
});
