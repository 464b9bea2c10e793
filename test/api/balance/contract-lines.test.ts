/** Contract §5.2, row by row: which lines each event leaves on which balance, and what that comes to. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOneTransaction } from '../../../authorizer/unit-of-work.ts';
import { writeMovement } from '../../../db/ledger/write-movement.ts';
import { invariant } from '../../../domain/invariant.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { chartOf } from '../../support/ledger-fixtures.ts';
import { moneyExamples } from '../../support/money-examples.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let helpers: Stripe['testHelpers']['issuing'];
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 10_000_00);
  helpers = shop.stripe.testHelpers.issuing;
});
afterAll(() => api.close());

type Line = readonly [type: string, amount: number, balance: 'issuing' | 'payments'];
const hold = (amount: number): Line => ['issuing_authorization_hold', -amount, 'issuing'];
const release = (amount: number): Line => ['issuing_authorization_release', amount, 'issuing'];
const transaction = (amount: number): Line => ['issuing_transaction', amount, 'issuing'];

interface Row {
  readonly event: string;
  /** What has to be there first: its id, if it is about something. */
  readonly given?: () => Promise<string>;
  readonly act: (id: string) => Promise<unknown>;
  /** Oldest first. */
  readonly lines: readonly Line[];
}

const bought = async (): Promise<string> => (await shop.buy(10_00)).id;
const captured = async (): Promise<string> => {
  const { transactions } = await helpers.authorizations.capture(await bought());
  return transactions[0]?.id ?? '';
};

/** What cards do, through the API. */
const OF_CARDS: readonly Row[] = [
  { event: 'authorization approved', act: bought, lines: [hold(10_00)] },
  {
    event: 'increment approved',
    given: async () => (await shop.buy(10_00, { is_amount_controllable: false })).id,
    act: (id) => helpers.authorizations.increment(id, { increment_amount: 2_00 }),
    lines: [hold(2_00)],
  },
  {
    event: 'partial reversal',
    given: bought,
    act: (id) => helpers.authorizations.reverse(id, { reverse_amount: 3_00 }),
    lines: [release(3_00)],
  },
  {
    event: 'void',
    given: bought,
    act: (id) => helpers.authorizations.reverse(id),
    lines: [release(10_00)],
  },
  {
    event: 'expiry',
    given: bought,
    act: (id) => helpers.authorizations.expire(id),
    lines: [release(10_00)],
  },
  {
    event: 'capture of all, final',
    given: bought,
    act: (id) => helpers.authorizations.capture(id),
    lines: [release(10_00), transaction(-10_00)],
  },
  {
    event: 'capture of 7.00, final',
    given: bought,
    act: (id) => helpers.authorizations.capture(id, { capture_amount: 7_00 }),
    lines: [release(10_00), transaction(-7_00)],
  },
  {
    event: 'captures of 4.00 and 6.00',
    given: bought,
    act: async (id) => {
      const first = { capture_amount: 4_00, close_authorization: false };
      await helpers.authorizations.capture(id, first);
      await helpers.authorizations.capture(id, { capture_amount: 6_00 });
    },
    lines: [release(4_00), transaction(-4_00), release(6_00), transaction(-6_00)],
  },
  {
    event: 'overcapture',
    given: bought,
    act: (id) => helpers.authorizations.capture(id, { capture_amount: 12_00 }),
    lines: [release(10_00), transaction(-12_00)],
  },
  {
    event: 'force capture',
    act: () => helpers.transactions.createForceCapture({ card: shop.card.id, amount: 5_00 }),
    lines: [transaction(-5_00)],
  },
  {
    event: 'refund, linked',
    given: captured,
    act: (id) => helpers.transactions.refund(id, { refund_amount: 4_00 }),
    lines: [transaction(4_00)],
  },
  {
    event: 'refund, unlinked',
    act: () => helpers.transactions.createUnlinkedRefund({ card: shop.card.id, amount: 3_00 }),
    lines: [transaction(3_00)],
  },
  {
    event: 'declined',
    act: async () => expect((await shop.buy(99_999_00)).approved).toBe(false),
    lines: [],
  },
  { event: 'zero amount authorization', act: () => shop.buy(0), lines: [] },
  {
    event: 'push credit',
    act: () => shop.fund(20_00),
    lines: [['topup', 20_00, 'issuing']],
  },
  {
    event: 'top-up submitted',
    act: () =>
      shop.stripe.topups.create({ amount: 9_00, currency: 'usd', source: 'btok_us_verified' }),
    lines: [],
  },
];

/** What follows when a bank or a person has spoken: the template of each, of 5.00. */
const OF_MONEY: readonly (readonly [event: string, example: string, lines: readonly Line[]])[] = [
  ['network daily net settlement', 'settlement paid', []],
  ['card shipping', 'card fee', [['stripe_fee', -5_00, 'payments']]],
  ['top-up available on P', 'top-up of payments', [['topup', 5_00, 'payments']]],
  ['top-up available on I', 'top-up of issuing', [['topup', 5_00, 'issuing']]],
  ['top-up reversed', 'reversed top-up of issuing', [['topup_reversal', -5_00, 'issuing']]],
  [
    'balance transfer P to I',
    'transfer to issuing',
    [
      ['transfer', 5_00, 'issuing'],
      ['transfer', -5_00, 'payments'],
    ],
  ],
  [
    'balance transfer, UK and EU, now',
    'departure from payments',
    [['transfer', -5_00, 'payments']],
  ],
  ['balance transfer, UK and EU, next day', 'arrival at issuing', [['transfer', 5_00, 'issuing']]],
  ['payout from I', 'payout from issuing', [['payout', -5_00, 'issuing']]],
  ['payout paid', 'paid payout', []],
  ['payout failed', 'failed payout from issuing', [['payout_failure', 5_00, 'issuing']]],
  ['write-off', 'write-off of issuing', [['adjustment', 5_00, 'issuing']]],
];

const balances = async () => {
  const { available, issuing } = await shop.stripe.balance.retrieve();
  return { issuing: issuing?.available[0]?.amount ?? 0, payments: available[0]?.amount ?? 0 };
};
const newest = async (): Promise<string | undefined> =>
  (await shop.stripe.balanceTransactions.list({ limit: 1 })).data[0]?.id;

/** The lines that an act leaves, oldest first; each balance has changed by what they come to. */
async function linesLeftBy(act: () => Promise<unknown>): Promise<readonly Line[]> {
  const [before, last] = [await balances(), await newest()];
  await act();
  const after = await balances();
  const { data } = await shop.stripe.balanceTransactions.list({
    limit: 100,
    ...(last !== undefined && { ending_before: last }),
  });
  for (const balance of ['issuing', 'payments'] as const) {
    const lines = data.filter(({ balance_type }) => balance_type === balance);
    const net = lines.reduce((sum, line) => sum + line.net, 0);
    expect(after[balance] - before[balance], balance).toBe(net);
  }
  return data
    .toReversed()
    .map(({ type, amount, balance_type }) => [
      type,
      amount,
      balance_type === 'payments' ? 'payments' : 'issuing',
    ]);
}

test.each(OF_CARDS)('$event', async ({ given, act, lines }) => {
  const id = (await given?.()) ?? '';
  expect(await linesLeftBy(() => act(id))).toEqual(lines);
});

test.each(OF_MONEY)('%s', async (_event, name, lines) => {
  const chart = await chartOf(api.database.db, api.scope, 'usd');
  const example = moneyExamples(chart).find(({ what }) => what === name);
  invariant(example, `there is no example of ${name}`);
  const book = () =>
    inOneTransaction(api.deps, api.scope, (work) =>
      writeMovement(work.trx, work.scope, {
        id: work.unique(),
        at: work.now,
        transfers: example.transfers,
      }),
    );
  expect(await linesLeftBy(book)).toEqual(lines);
});
