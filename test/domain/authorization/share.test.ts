import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merchantShare } from '../../../domain/authorization/life/share.ts';
import { convert } from '../../../domain/exchange/convert.ts';
import { MERCHANT_CURRENCIES } from '../../../domain/exchange/currencies.ts';
import { rateBetween } from '../../../domain/exchange/rates.ts';
import { money } from '../../../domain/money.ts';
import { SANDBOX_TABLES } from '../../../providers/exchange-rates/sandbox-tables.ts';

const [table] = SANDBOX_TABLES;
const wholes = fc
  .record({
    minor: fc.bigInt({ min: 1_000n, max: 9_999_999n }),
    currency: fc.constantFrom(...MERCHANT_CURRENCIES),
  })
  .map((merchant) => {
    const rate = rateBetween(table, merchant.currency, 'usd');
    const amount = money(
      convert(merchant.minor, { from: merchant.currency, to: 'usd', rate }),
      'usd',
    );
    return { amount, merchant, conversion: { rate, date: table.date } };
  });

/** Risk: a unit that is lost with each part, or one that appears from nowhere. */
test('parts of a purchase add up to the whole, in the money of the merchant as in that of the card', () => {
  const property = fc.property(wholes, fc.array(fc.nat(99), { maxLength: 6 }), (whole, cuts) => {
    let left = whole;
    let sum = 0n;
    for (const percent of cuts) {
      const part = (left.amount.minor * BigInt(percent)) / 100n;
      if (part === 0n || left.merchant.minor <= 1n) continue;
      const share = merchantShare(left, part);
      sum += share;
      left = {
        ...left,
        amount: money(left.amount.minor - part, 'usd'),
        merchant: { ...left.merchant, minor: left.merchant.minor - share },
      };
    }
    expect(sum + merchantShare(left, left.amount.minor)).toBe(whole.merchant.minor);
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('in one currency a part is itself, whatever the whole is', () => {
  const property = fc.property(fc.bigInt({ min: 0n }), fc.bigInt({ min: 0n }), (whole, part) => {
    const merchant = { minor: whole, currency: 'usd' } as const;
    expect(merchantShare({ amount: money(whole, 'usd'), merchant, conversion: null }, part)).toBe(
      part,
    );
  });
  fc.assert(property);
});

const yen = (amount: bigint, minor: bigint) => ({
  amount: money(amount, 'usd'),
  merchant: { minor, currency: 'jpy' as const },
  conversion: { rate: '0.00645161290323', date: table.date },
});

test.each([
  ['half of it', yen(64_52n, 10_000n), 32_26n, 5_000n],
  ['all of it', yen(64_52n, 10_000n), 64_52n, 10_000n],
  ['nothing of it', yen(64_52n, 10_000n), 0n, 0n],
  ['a cent of little', yen(3n, 1n), 1n, 1n],
  // 10.00 more are 1,550 yen at 155 to the dollar.
  ['more than all', yen(64_52n, 10_000n), 74_52n, 11_550n],
  ['something, when nothing is left', yen(0n, 0n), 10_00n, 1_550n],
])('%s', (_name, whole, part, expected) => {
  expect(merchantShare(whole, part)).toBe(expected);
});
