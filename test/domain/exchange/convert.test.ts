import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convert, convertBack, impliedRate } from '../../../domain/exchange/convert.ts';
import {
  decimalsOf,
  isMerchantCurrency,
  MERCHANT_CURRENCIES,
} from '../../../domain/exchange/currencies.ts';
import { rateBetween } from '../../../domain/exchange/rates.ts';
import { CURRENCIES } from '../../../domain/money.ts';
import { SANDBOX_TABLES } from '../../../providers/exchange-rates/sandbox-tables.ts';

const [table] = SANDBOX_TABLES;
const currencies = fc.constantFrom(...MERCHANT_CURRENCIES);
const cards = fc.constantFrom(...CURRENCIES);
const amounts = fc.oneof(
  fc.bigInt({ min: 0n, max: 99_999n }),
  fc.bigInt({ min: 0n, max: 999_999_999_999n }),
);

/** ISO 4217, list one: the minor unit, by hand. */
test.each([
  ['usd', 2],
  ['eur', 2],
  ['huf', 2],
  ['idr', 2],
  ['jpy', 0],
  ['krw', 0],
  ['clp', 0],
  ['isk', 0],
  ['vnd', 0],
  ['xof', 0],
  ['bhd', 3],
  ['jod', 3],
  ['kwd', 3],
  ['omr', 3],
  ['tnd', 3],
] as const)('%s has %i decimals', (currency, decimals) =>
  expect(decimalsOf(currency)).toBe(decimals),
);

test('there are fifty currencies, those of the cards among them, and no other name is one', () => {
  expect(MERCHANT_CURRENCIES).toHaveLength(50);
  for (const currency of CURRENCIES) expect(isMerchantCurrency(currency)).toBe(true);
  for (const text of ['USD', 'xxx', '', 'toString']) expect(isMerchantCurrency(text)).toBe(false);
});

describe('amounts are rounded half up', () => {
  test.each([
    // Yen into cents: 0.5 rounds up, below it down.
    [1n, { from: 'jpy', to: 'usd', rate: '0.005' }, 1n],
    [3n, { from: 'jpy', to: 'usd', rate: '0.005' }, 2n],
    [10_000n, { from: 'jpy', to: 'usd', rate: '0.0064516129' }, 6452n],
    // Three decimals into two: 1.005 and 1.004.
    [1_005n, { from: 'kwd', to: 'usd', rate: '1' }, 101n],
    [1_004n, { from: 'kwd', to: 'usd', rate: '1' }, 100n],
    [100n, { from: 'gbp', to: 'usd', rate: '1.335' }, 134n],
    [100n, { from: 'gbp', to: 'usd', rate: '1.33499' }, 133n],
    [0n, { from: 'gbp', to: 'usd', rate: '1.3' }, 0n],
    [1n, { from: 'idr', to: 'usd', rate: '0.00006' }, 1n],
  ] as const)('%s by %j is %s', (minor, exchange, expected) => {
    expect(convert(minor, exchange)).toBe(expected);
  });
});

/** Risk: a factor of ten or a hundred, which nobody sees until a customer does. */
test('an amount is within one unit of what exact fractions give, for every currency and table', () => {
  const property = fc.property(
    amounts,
    currencies,
    cards,
    fc.constantFrom(...SANDBOX_TABLES),
    (minor, from, to, { perDollar, date }) => {
      const rate = rateBetween({ perDollar, date }, from, to);
      const converted = convert(minor, { from, to, rate });
      const [per, of] = [perDollar[to], perDollar[from]].map(fraction);
      if (!per || !of) throw new Error('a table has every currency');
      const numerator = minor * per.over * of.under * 10n ** BigInt(decimalsOf(to));
      const denominator = per.under * of.over * 10n ** BigInt(decimalsOf(from));
      const floor = numerator / denominator;
      // A rate has twelve digits, an amount of a card at most eight.
      fc.pre(floor <= 99_999_999n);
      expect(converted).toBeGreaterThanOrEqual(floor);
      expect(converted).toBeLessThanOrEqual(floor + 1n);
    },
  );
  fc.assert(property, { numRuns: 2_000 });
});

function fraction(text: string): { readonly over: bigint; readonly under: bigint } {
  const [whole = '', rest = ''] = text.split('.');
  return { over: BigInt(whole + rest), under: 10n ** BigInt(rest.length) };
}

test('what was converted back converts to the same again, where the unit is the finer one', () => {
  const property = fc.property(fc.bigInt({ min: 1n, max: 99_999_999n }), cards, (minor, to) => {
    const exchange = { from: 'idr', to, rate: rateBetween(table, 'idr', to) } as const;
    expect(convert(convertBack(minor, exchange), exchange)).toBe(minor);
  });
  fc.assert(property);
});

test('nothing stays nothing, and what is more than nothing stays more, both ways', () => {
  const property = fc.property(amounts, currencies, cards, (minor, from, to) => {
    const exchange = { from, to, rate: rateBetween(table, from, to) };
    expect(convert(minor, exchange) > 0n).toBe(minor > 0n);
    expect(convertBack(minor, exchange) > 0n).toBe(minor > 0n);
  });
  fc.assert(property);
});

test('a rate to the same currency is one, and it has no noughts at its end', () => {
  expect(rateBetween(table, 'usd', 'usd')).toBe('1');
  expect(rateBetween(table, 'jpy', 'usd')).toBe('0.00645161290323');
  expect(rateBetween(table, 'usd', 'gbp')).toBe('0.75');
  expect(rateBetween(table, 'pyg', 'usd')).toBe('0.000142857142857');
});

test('two amounts imply the rate by which the one becomes the other', () => {
  const property = fc.property(
    fc.bigInt({ min: 1n, max: 99_999_999n }),
    fc.bigInt({ min: 1n, max: 99_999_999n }),
    currencies,
    cards,
    (minor, amount, from, to) => {
      const rate = impliedRate({ minor, currency: from }, { minor: amount, currency: to });
      expect(convert(minor, { from, to, rate })).toBe(amount);
    },
  );
  fc.assert(property);
});
