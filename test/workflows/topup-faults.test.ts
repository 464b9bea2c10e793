import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../domain/calendar/zone.ts';
import { breaker } from '../support/break-once.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { verifiedSource } from '../support/verified-source.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const START = instantOf('2026-11-23', '10:00', 'America/New_York');
const DAY = 86_400;

const faults = breaker();
let lab: ClockLab;
let stripe: Stripe;
beforeAll(async () => {
  lab = await openClockLab({ wrap: faults.wrap });
  stripe = lab.stripe;
});
afterAll(() => lab.close());

const balances = async () => {
  const { available, issuing } = await stripe.balance.retrieve();
  return (available[0]?.amount ?? 0) + (issuing?.available[0]?.amount ?? 0);
};

/** What a top-up has left behind, but for its ids. */
async function tracesOf(id: string): Promise<unknown> {
  const { status, failure_code, balance_transaction } = await stripe.topups.retrieve(id);
  const lines = await stripe.balanceTransactions.list({ source: id });
  const events = await stripe.events.list({ limit: 100, type: 'topup.*' });
  return {
    topup: [status, failure_code, balance_transaction === null],
    lines: lines.data.map(({ type, amount, created }) => [type, amount, created]),
    events: events.data
      .filter(({ data: { object } }) => Reflect.get(object, 'id') === id)
      .map(({ type, created }) => [type, created]),
  };
}

const order = async (source: string): Promise<string> =>
  (await stripe.topups.create({ amount: 10_00, currency: 'usd', source })).id;

const STORIES = {
  comes: () => order('btok_us_verified'),
  'comes and goes back': async () => order(await verifiedSource(lab.api, '000188888882')),
  fails: () => order('btok_us_verified_insufficientFunds'),
  'is canceled': async () => {
    const id = await order('btok_us_verified');
    await stripe.topups.cancel(id);
    return id;
  },
} as const satisfies Record<string, () => Promise<string>>;

async function live(story: keyof typeof STORIES): Promise<unknown> {
  const before = await balances();
  const { id: clock } = await lab.create(START);
  const id = await STORIES[story]();
  await lab.advance(clock, START + 90 * DAY);
  const traces = { ...Object(await tracesOf(id)), came: (await balances()) - before };
  await stripe.testHelpers.testClocks.del(clock);
  await expectBooksInOrder(lab.api.database.db);
  return traces;
}

/** Risk: a worker that dies in an activity pulls twice, books twice, or forgets money on its way. */
test.each([
  { name: 'submitTopup', call: 1, story: 'comes' },
  { name: 'readTopupDebit', call: 1, story: 'comes' },
  { name: 'readTopupDebit', call: 2, story: 'comes' },
  { name: 'settleTopup', call: 1, story: 'comes' },
  { name: 'failTopup', call: 1, story: 'fails' },
  { name: 'reverseTopup', call: 1, story: 'comes and goes back' },
  { name: 'cancelTopup', call: 1, story: 'is canceled' },
] as const)(
  'call $call of $name may fail before or after its effect: a top-up that $story ends the same',
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
