import { describe, expect, test } from 'vitest';
import { type Cleared, refundOf } from '../../../domain/authorization/refund.ts';
import { SANDBOX_TABLES } from '../../../providers/exchange-rates/sandbox-tables.ts';

const [then, later] = [SANDBOX_TABLES[0], SANDBOX_TABLES[1] ?? SANDBOX_TABLES[0]];

/** 100.00 for 15,500 yen, at 155 to the dollar; the later table has 150. */
const capture = {
  amount: 100_00n,
  merchantAmount: 15_500n,
  rateDate: then.date,
  currency: 'usd',
  merchantCurrency: 'jpy',
} as const;
const given = (amount: bigint, merchantAmount: bigint, rateDate = then.date): Cleared => ({
  amount,
  merchantAmount,
  rateDate,
});

test.each([
  ['all of it on a day with the same rates', [], undefined, then, 100_00n, 15_500n],
  ['a part of it', [], 40_00n, then, 40_00n, 6_200n],
  ['the rest', [given(40_00n, 6_200n)], undefined, then, 60_00n, 9_300n],
  ['all of it when a yen is worth more', [], undefined, later, 103_33n, 15_500n],
  ['a part of it when a yen is worth more', [], 40_00n, later, 41_33n, 6_200n],
  [
    'the rest after a refund of another day',
    [given(41_33n, 6_200n, later.date)],
    undefined,
    then,
    60_00n,
    9_300n,
  ],
] as const)('%s', (...row) => {
  const [, refunds, amount, rates, card, merchant] = row;
  expect(refundOf({ capture, refunds }, amount, rates)).toEqual({
    amount: card,
    merchantAmount: merchant,
  });
});

test('in one currency the day does not matter', () => {
  const home = { ...capture, merchantAmount: 100_00n, merchantCurrency: 'usd' } as const;
  expect(refundOf({ capture: home, refunds: [] }, 30_00n, later)).toEqual({
    amount: 30_00n,
    merchantAmount: 30_00n,
  });
});

describe('no more is given back than was taken, all refunds together', () => {
  test('a cent beyond what is left is refused, and what is left is told', () => {
    const refunds = [given(40_00n, 6_200n)];
    expect(refundOf({ capture, refunds }, 60_00n, then).amount).toBe(60_00n);
    expect(() => refundOf({ capture, refunds }, 60_01n, then)).toThrow(
      expect.objectContaining({
        code: 'amount_too_large',
        param: 'refund_amount',
        message: 'The amount must be at most 6000, which is what has not been refunded.',
      }),
    );
  });

  test('when nothing is left, nothing can be given', () => {
    const refunds = [given(100_00n, 15_500n)];
    expect(() => refundOf({ capture, refunds }, undefined, then)).toThrow(
      'This transaction has been refunded in full.',
    );
    expect(() => refundOf({ capture, refunds }, 1n, then)).toThrow(
      'This transaction has been refunded in full.',
    );
  });

  test('a refund that was worth more on its day leaves as much as its share', () => {
    const refunds = [given(103_32n, 15_499n, later.date)];
    expect(refundOf({ capture, refunds }, undefined, then)).toEqual({
      amount: 1n,
      merchantAmount: 1n,
    });
  });
});
