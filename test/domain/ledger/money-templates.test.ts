import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LedgerAccountId } from '../../../domain/ids.ts';
import { balanceTransactionsOf } from '../../../domain/ledger/balance-transaction.ts';
import {
  arriveTransfer,
  attachUnmatched,
  chargeCardFee,
  confirmPayout,
  departTransfer,
  payOut,
  receiveUnmatched,
  refundCardFee,
  returnPayout,
  returnUnmatched,
  reversePayout,
  reverseTopUp,
  settleNetwork,
  topUp,
  transferBetweenBalances,
} from '../../../domain/ledger/templates.ts';
import type { Transfer } from '../../../domain/ledger/transfer.ts';
import { type Money, money } from '../../../domain/money.ts';
import { moneyExamples } from '../../support/money-examples.ts';
import { chart } from './books.ts';

const bank = chart.bank_clearing;
const inTransit = chart.in_transit;
const issuing = chart.issuing_balance;
const payments = chart.payments_balance;
const { suspense } = chart;
const settlement = chart.network_settlement;
const fees = chart.card_fees;

const amounts = fc.bigInt({ min: 1n, max: 10n ** 15n }).map((minor): Money => money(minor, 'gbp'));

/** What each ledger account is credited, net, by some transfers. */
function effects(transfers: readonly Transfer[]): ReadonlyMap<LedgerAccountId, bigint> {
  const net = new Map<LedgerAccountId, bigint>();
  for (const { debit, credit, amount } of transfers) {
    net.set(debit, (net.get(debit) ?? 0n) - amount.minor);
    net.set(credit, (net.get(credit) ?? 0n) + amount.minor);
  }
  return new Map([...net].filter(([, minor]) => minor !== 0n));
}

const names = moneyExamples(chart).map(({ what }, index) => ({ what, index }));

test.each(names)('$what posts its amount once, between two accounts', ({ index }) => {
  const posts = fc.property(amounts, (amount) => {
    const transfers = moneyExamples(chart, amount)[index]?.transfers ?? [];
    expect(transfers).toHaveLength(1);
    expect(transfers[0]).toMatchObject({ phase: 'posted', amount });
    const net = [...effects(transfers).values()].toSorted((a, b) => (a < b ? -1 : 1));
    expect(net).toEqual([-amount.minor, amount.minor]);
  });
  fc.assert(posts);
});

test.each(names)('$what of nothing is a bug', ({ index }) => {
  expect(() => moneyExamples(chart, money(0n, 'usd'))[index]).toThrow('amounts are positive');
});

test.each(moneyExamples(chart))('$what shows as: $shows', ({ transfers, shows }) => {
  const movement = { id: 'm', at: new Date(0), transfers };
  const lines = balanceTransactionsOf(movement, { issuing, payments });
  const shown = lines.map(
    ({ type, amount, balanceType }) =>
      `${type} ${amount.minor > 0n ? '+' : ''}${amount.minor} ${balanceType}`,
  );
  expect(shown.join(', ')).toBe(shows);
});

/** Risk: a correction that leaves something behind in an account on the way. */
test.each<readonly [string, (amount: Money) => readonly Transfer[]]>([
  [
    'a top-up and its reversal',
    (x) => [
      ...topUp({ bank, balance: issuing }, x),
      ...reverseTopUp({ bank, balance: issuing }, x),
    ],
  ],
  [
    'a transfer there and back',
    (x) => [
      ...transferBetweenBalances({ from: payments, to: issuing }, x),
      ...transferBetweenBalances({ from: issuing, to: payments }, x),
    ],
  ],
  [
    'a payout and its cancelation',
    (x) => [
      ...payOut({ balance: issuing, inTransit }, x),
      ...returnPayout({ from: inTransit, balance: issuing }, x, 'payout_cancel'),
    ],
  ],
  [
    'a payout and its failure',
    (x) => [
      ...payOut({ balance: payments, inTransit }, x),
      ...returnPayout({ from: inTransit, balance: payments }, x, 'payout_failure'),
    ],
  ],
  [
    'a paid payout and its failure',
    (x) => [
      ...payOut({ balance: issuing, inTransit }, x),
      ...confirmPayout({ inTransit, bank }, x),
      ...returnPayout({ from: bank, balance: issuing }, x, 'payout_failure'),
    ],
  ],
  [
    'a paid payout and its reversal',
    (x) => [
      ...payOut({ balance: issuing, inTransit }, x),
      ...confirmPayout({ inTransit, bank }, x),
      ...reversePayout({ bank, balance: issuing }, x),
    ],
  ],
  [
    'a card fee and what is given back',
    (x) => [...chargeCardFee({ payments, fees }, x), ...refundCardFee({ payments, fees }, x)],
  ],
  [
    'an unmatched credit and its return',
    (x) => [...receiveUnmatched({ bank, suspense }, x), ...returnUnmatched({ suspense, bank }, x)],
  ],
  [
    'a settlement paid and received',
    (x) => [
      ...settleNetwork({ settlement, bank }, x, 'pay'),
      ...settleNetwork({ settlement, bank }, x, 'receive'),
    ],
  ],
])('%s cancel out on every account', (_name, make) => {
  const cancels = fc.property(amounts, (amount) => {
    expect(effects(make(amount)).size).toBe(0);
  });
  fc.assert(cancels);
});

test.each<
  readonly [string, (amount: Money) => readonly Transfer[], LedgerAccountId, LedgerAccountId]
>([
  [
    'a transfer that takes a day is, in the end, one that took none',
    (x) => [
      ...departTransfer({ from: payments, inTransit }, x),
      ...arriveTransfer({ inTransit, to: issuing }, x),
    ],
    payments,
    issuing,
  ],
  [
    'a payout that was paid has left the bank',
    (x) => [
      ...payOut({ balance: issuing, inTransit }, x),
      ...confirmPayout({ inTransit, bank }, x),
    ],
    issuing,
    bank,
  ],
  [
    'an unmatched credit that is attached has funded the balance',
    (x) => [
      ...receiveUnmatched({ bank, suspense }, x),
      ...attachUnmatched({ suspense, funds: issuing }, x),
    ],
    bank,
    issuing,
  ],
])('%s', (_name, make, debited, credited) => {
  const moves = fc.property(amounts, (amount) => {
    expect(effects(make(amount))).toEqual(
      new Map([
        [debited, -amount.minor],
        [credited, amount.minor],
      ]),
    );
  });
  fc.assert(moves);
});

/** Risk: a line that shows more than has moved, or money that is made on the way. */
test('whatever happens in whatever order, the lines of a balance add up to it, and all accounts to nought', () => {
  const count = moneyExamples(chart).length;
  const steps = fc.array(fc.tuple(fc.nat({ max: count - 1 }), amounts), { maxLength: 60 });
  const addsUp = fc.property(steps, (chosen) => {
    const movements = chosen.map(([index, amount], turn) => ({
      id: `m${turn}`,
      at: new Date(turn),
      transfers: moneyExamples(chart, amount)[index]?.transfers ?? [],
    }));
    const net = effects(movements.flatMap(({ transfers }) => transfers));
    const lines = movements.flatMap((movement) =>
      balanceTransactionsOf(movement, { issuing, payments }),
    );
    for (const [type, account] of Object.entries({ issuing, payments })) {
      const shown = lines.filter(({ balanceType }) => balanceType === type);
      const sum = shown.reduce((total, { amount }) => total + amount.minor, 0n);
      expect(sum).toBe(net.get(account) ?? 0n);
    }
    expect([...net.values()].reduce((total, minor) => total + minor, 0n)).toBe(0n);
  });
  fc.assert(addsUp);
});
