import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { money } from '../../domain/money.ts';
import { breaker } from '../support/break-once.ts';
import { ACCOUNT_NUMBERS, addExternalAccount } from '../support/external-account.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { putMoney } from '../support/payments-money.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

/** A Tuesday, 10:00 in New York. */
const START = Date.parse('2027-03-02T15:00:00Z') / 1_000;
const DAY = 86_400;

const faults = breaker();
let lab: ClockLab;
let stripe: Stripe;
beforeAll(async () => {
  lab = await openClockLab({ wrap: faults.wrap });
  stripe = lab.stripe;
  const { api } = lab;
  await putMoney(
    api.database.db,
    { scope: api.scope, balance: 'payments' },
    money(1_000_00n, 'usd'),
  );
});
afterAll(() => lab.close());

/** What a payout has left behind, but for its ids. */
async function tracesOf(id: string): Promise<unknown> {
  const { status, failure_code, reversed_by } = await stripe.payouts.retrieve(id);
  const lines = await stripe.balanceTransactions.list({ source: id });
  const events = await stripe.events.list({ limit: 100, type: 'payout.*' });
  return {
    payout: [status, failure_code, reversed_by === null],
    lines: lines.data.map(({ type, amount, created }) => [type, amount, created]),
    events: events.data
      .filter(({ data: { object } }) => Reflect.get(object, 'id') === id)
      .map(({ type, created }) => [type, created]),
    available: (await stripe.balance.retrieve()).available[0]?.amount,
  };
}

type Story = (destination: string, clock: string) => Promise<string>;

const pay = async (destination: string): Promise<string> =>
  (await stripe.payouts.create({ amount: 10_00, currency: 'usd', destination })).id;

const STORIES = {
  'is paid and then comes back': async (destination, clock) => {
    const id = await pay(destination);
    await lab.advance(clock, START + 10 * DAY);
    return id;
  },
  'is canceled': async (destination) => {
    const id = await pay(destination);
    await stripe.payouts.cancel(id);
    return id;
  },
} as const satisfies Record<string, Story>;

async function live(story: keyof typeof STORIES): Promise<unknown> {
  // A bank account that gave a payout back takes no other: each story has its own.
  const digits = String(Math.floor(performance.now() * 1_000))
    .padStart(9, '0')
    .slice(-9);
  const accountNumber = `${digits}${ACCOUNT_NUMBERS.unknownLater.slice(-8)}`;
  const destination = await addExternalAccount(lab.api, { accountNumber });
  const { id: clock } = await lab.create(START);
  const traces = await tracesOf(await STORIES[story](destination, clock));
  await stripe.testHelpers.testClocks.del(clock);
  await expectBooksInOrder(lab.api.database.db);
  return traces;
}

/** Risk: a worker that dies in an activity pays twice, gives back twice, or forgets a payout on its way. */
test.each([
  { name: 'submitPayout', call: 1, story: 'is paid and then comes back' },
  { name: 'followPayout', call: 1, story: 'is paid and then comes back' },
  { name: 'followPayout', call: 2, story: 'is paid and then comes back' },
  { name: 'followPayout', call: 3, story: 'is paid and then comes back' },
  { name: 'cancelPayout', call: 1, story: 'is canceled' },
] as const)(
  'call $call of $name may fail before or after its effect: a payout that $story ends the same',
  async ({ name, call, story }) => {
    const whole = await live(story);
    for (const moment of ['before', 'after'] as const) {
      faults.plan({ name, call, moment });
      expect(await live(story)).toEqual(whole);
      expect(faults.hasBroken(), `${name} was broken ${moment} its effect`).toBe(true);
    }
  },
  120_000,
);
