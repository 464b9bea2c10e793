import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  captureHold,
  captureWithoutHold,
  extendHold,
  fundIssuingBalance,
  holdFunds,
  reduceHold,
  refundCapture,
  releaseHold,
} from '../../../domain/ledger/templates.ts';
import type { Transfer } from '../../../domain/ledger/transfer.ts';
import { money } from '../../../domain/money.ts';
import { books, held, settled, total, usd } from './books.ts';

const amounts = fc.bigInt({ min: 1n, max: 10n ** 15n });
const always = fc.assert;
const sides = (transfers: readonly Transfer[]) =>
  transfers.map(({ debit, credit }) => [debit, credit]);

test('funding posts its amount from the bank to the funds, and holds nothing', () => {
  const posts = fc.property(amounts, (amount) => {
    const transfers = fundIssuingBalance(books, usd(amount));
    expect(total(transfers, 'posted')).toBe(amount);
    expect(total(transfers, 'pending')).toBe(0n);
    expect(sides(transfers)).toEqual([[books.bank, books.funds]]);
  });
  always(posts);
});

test('a hold reserves its amount of the funds for the network, and posts nothing', () => {
  const reserves = fc.property(amounts, (amount) => {
    const transfers = holdFunds(books, usd(amount));
    expect(total(transfers, 'pending')).toBe(amount);
    expect(total(transfers, 'posted', 'post_pending')).toBe(0n);
    expect(sides(transfers)).toEqual([[books.funds, books.settlement]]);
  });
  always(reserves);
});

test('a release frees the whole of a hold, and posts nothing', () => {
  const frees = fc.property(amounts, (amount) => {
    const transfers = releaseHold(held(amount));
    expect(settled(transfers)).toBe(amount);
    expect(total(transfers, 'void_pending')).toBe(amount);
    expect(total(transfers, 'pending', 'posted', 'post_pending')).toBe(0n);
  });
  always(frees);
});

test('a reduction frees exactly its amount, and leaves held exactly the rest', () => {
  const frees = fc.property(amounts, amounts, (by, left) => {
    const transfers = reduceHold(held(by + left), usd(by));
    expect(settled(transfers) - total(transfers, 'pending')).toBe(by);
    expect(total(transfers, 'pending')).toBe(left);
    expect(total(transfers, 'posted', 'post_pending')).toBe(0n);
  });
  always(frees);
});

test.each([
  { by: 0n, reason: 'a hold is reduced by something' },
  { by: 11n, reason: 'amounts are positive' },
])('a hold of 10 cannot be reduced by $by', ({ by, reason }) => {
  expect(() => reduceHold(held(10n), usd(by))).toThrow(reason);
});

test('a reduction by all of it holds nothing anew', () => {
  expect(reduceHold(held(10n), usd(10n))).toEqual(releaseHold(held(10n)));
});

test('an extension holds exactly its amount more, and posts nothing', () => {
  const holds = fc.property(amounts, amounts, (hold, by) => {
    const transfers = extendHold(held(hold), usd(by));
    expect(settled(transfers)).toBe(hold);
    expect(total(transfers, 'pending')).toBe(hold + by);
    expect(total(transfers, 'posted', 'post_pending')).toBe(0n);
  });
  always(holds);
  expect(() => extendHold(held(10n), usd(0n))).toThrow('a hold is extended by something');
});

/** Of a purchase in another currency: what was taken was converted at another rate than what is held. */
test.each([
  { captured: 4n, rest: 7n, shown: ['post_pending 4', 'pending 7'] },
  { captured: 12n, rest: 1n, shown: ['post_pending 10', 'posted 2', 'pending 1'] },
  { captured: 9n, rest: 0n, shown: ['post_pending 9'] },
])('of 10 held, capturing $captured and holding $rest on writes $shown', (given) => {
  const more = { toCome: true, rest: usd(given.rest) };
  const transfers = captureHold(held(10n), usd(given.captured), more);
  expect(transfers.map(({ phase, amount }) => `${phase} ${amount.minor}`)).toEqual(given.shown);
});

/** Risk: a capture that takes more or less than the merchant asked, or a hold that outlives it. */
test('a capture posts exactly its amount and leaves held exactly what is still to come', () => {
  const exact = fc.property(amounts, amounts, fc.boolean(), (hold, captured, toCome) => {
    const transfers = captureHold(held(hold), usd(captured), { toCome });
    expect(total(transfers, 'post_pending', 'posted')).toBe(captured);
    expect(settled(transfers)).toBe(hold);
    const left = hold > captured ? hold - captured : 0n;
    expect(total(transfers, 'pending')).toBe(toCome ? left : 0n);
    expect(sides(transfers)).toEqual(transfers.map(() => [books.funds, books.settlement]));
  });
  always(exact);
});

test.each([
  { captured: 9n, toCome: false, shown: ['post_pending 9'] },
  { captured: 9n, toCome: true, shown: ['post_pending 9', 'pending 1'] },
  { captured: 10n, toCome: false, shown: ['post_pending 10'] },
  { captured: 10n, toCome: true, shown: ['post_pending 10'] },
  { captured: 11n, toCome: false, shown: ['post_pending 10', 'posted 1'] },
  { captured: 11n, toCome: true, shown: ['post_pending 10', 'posted 1'] },
])('of 10 held, capturing $captured (more to come: $toCome) writes $shown', (given) => {
  const transfers = captureHold(held(10n), usd(given.captured), given);
  expect(transfers.map(({ phase, amount }) => `${phase} ${amount.minor}`)).toEqual(given.shown);
});

test('a capture without a hold posts its amount outright', () => {
  const posts = fc.property(amounts, (amount) => {
    const transfers = captureWithoutHold(books, usd(amount));
    expect(total(transfers, 'posted')).toBe(amount);
    expect(sides(transfers)).toEqual([[books.funds, books.settlement]]);
  });
  always(posts);
});

test('a refund is the opposite of a capture, never its removal', () => {
  const opposes = fc.property(amounts, (amount) => {
    const [capture] = captureWithoutHold(books, usd(amount));
    const [refund] = refundCapture(books, usd(amount));
    expect(refund).toEqual({
      ...capture,
      code: 'refund',
      debit: capture?.credit,
      credit: capture?.debit,
    });
  });
  always(opposes);
});

test.each([
  ['funding', () => fundIssuingBalance(books, usd(0n))],
  ['hold', () => holdFunds(books, usd(0n))],
  ['capture', () => captureHold(held(10n), usd(0n), { toCome: true })],
  ['capture without a hold', () => captureWithoutHold(books, usd(-1n))],
  ['refund', () => refundCapture(books, usd(0n))],
])('a %s of nothing is a bug', (_name, make) => {
  expect(make).toThrow('amounts are positive');
});

test.each([
  ['capture', () => captureHold(held(10n), money(10n, 'eur'), { toCome: false })],
  ['reduction', () => reduceHold(held(10n), money(1n, 'eur'))],
])('a %s in another currency than its hold is a bug', (_name, make) => {
  expect(make).toThrow('eur');
});
