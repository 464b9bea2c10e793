import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { sweepNegativeBalances } from '../../worker/negative-balance-sweeper.ts';
import { breaker } from '../support/break-once.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { operatorOf } from '../support/operator.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const DAY = 86_400;
/** A Monday, at seven in the morning in New York. */
const START = Date.UTC(2027, 1, 1, 12) / 1000;

const faults = breaker();
let lab: ClockLab;
let shop: Shop;
let ask: ReturnType<typeof operatorOf>;
let rule: string;
beforeAll(async () => {
  lab = await openClockLab({ wrap: faults.wrap });
  shop = await openShop(lab.api, 100_00);
  ask = operatorOf(lab.api);
  const { body } = await lab.api.call('POST', '/v1/issuing/funding_rules', {
    form: {
      active: false,
      currency: 'usd',
      threshold: { type: 'amount', amount: 900_000_00 },
      topup: { amount: 5_00, source: 'btok_us_verified' },
    },
  });
  rule = String(body['id']);
});
afterAll(() => lab.close());

type Story = (clock: string, at: number) => Promise<string>;
const object = z.looseObject({ id: z.string() });

async function hold(): Promise<string> {
  const destination = { aba: { routing_number: '110000000', account_number: '999999999999' } };
  const { body } = await lab.api.call('POST', '/v1/test_helpers/issuing/bank_transfers', {
    form: { amount: 40_00, currency: 'usd', network: 'ach', destination },
  });
  return object.parse(body).id;
}
async function overdraw(): Promise<string> {
  const amount = ((await shop.issuingBalance()) ?? 0) + 20_00;
  const { transactions } = lab.stripe.testHelpers.issuing;
  await transactions.createForceCapture({ card: shop.card.id, amount });
  await sweepNegativeBalances(lab.api.deps);
  const { body } = await ask('GET', '/negative_balances');
  const [found] = z.array(z.object({ negative_balance: object })).parse(body['data']);
  return found?.negative_balance.id ?? '';
}
const succeed = async (asked: ReturnType<typeof ask>): Promise<void> => {
  expect(await asked).toMatchObject({ status: 200 });
};

const STORIES = {
  'is attached': async () => {
    const id = await hold();
    await succeed(ask('POST', `/bank_credits/${id}/attach`, `account=${lab.api.scope.accountId}`));
    return id;
  },
  'a person returns': async () => {
    const id = await hold();
    await succeed(ask('POST', `/bank_credits/${id}/return`));
    return id;
  },
  'nobody places': async (clock, at) => {
    const id = await hold();
    await lab.advance(clock, at + 40 * DAY);
    return id;
  },
  'is filled by a rule': async (clock, at) => {
    await lab.api.call('POST', `/v1/issuing/funding_rules/${rule}`, { form: { active: true } });
    await lab.advance(clock, at + DAY / 2);
    await lab.api.call('POST', `/v1/issuing/funding_rules/${rule}`, { form: { active: false } });
    await lab.advance(clock, at + 10 * DAY);
    return rule;
  },
  'is written off': async (clock, at) => {
    const id = await overdraw();
    await lab.advance(clock, at + 180 * DAY);
    await succeed(ask('POST', `/negative_balances/${id}/write_off`));
    return id;
  },
  'is filled by a refund': async (clock, at) => {
    const id = await overdraw();
    const { transactions } = lab.stripe.testHelpers.issuing;
    await transactions.createUnlinkedRefund({ card: shop.card.id, amount: 20_00 });
    await lab.advance(clock, at + 7 * DAY);
    return id;
  },
} as const satisfies Record<string, Story>;

let lives = 0;

/** What a story has left behind, but for its ids: what was told, and what was moved, and when. */
async function live(story: keyof typeof STORIES): Promise<unknown> {
  lives += 1;
  // A rule says nothing for a day after it has spoken: each life of it is in a year of its own.
  const at = START + (story === 'is filled by a rule' ? lives * 364 * DAY : 0);
  const { id: clock } = await lab.create(at);
  const before = await tracesOf();
  const id = await STORIES[story](clock, at);
  const after = (await tracesOf()).slice(before.length);
  const traces = after
    .filter(({ what, about }) => about === id || what.startsWith('topup') || what === 'write_off')
    .map(({ what, amount, created_at }) => [what, amount, created_at.getTime() / 1000 - at]);
  await lab.stripe.testHelpers.testClocks.del(clock);
  await expectBooksInOrder(lab.api.database.db);
  return story === 'is filled by a rule' ? traces.map(([what, amount]) => [what, amount]) : traces;
}

/** Everything that was ever told or moved, in the order in which it was written. */
async function tracesOf() {
  const { owner } = lab.api.database;
  const { rows } = await sql<{
    readonly what: string;
    readonly about: string | null;
    readonly amount: bigint | null;
    readonly created_at: Date;
  }>`
    select type as what, object_id as about, null::bigint as amount, created_at, xmin::text::bigint as at
    from event
    union all
    select code, source_id, amount, created_at, xmin::text::bigint from ledger_transfer
    order by at, what`.execute(owner);
  return rows;
}

/** Risk: a worker that dies in an activity gives money twice, sends it back twice, or forgets whose it is. */
test.each([
  { name: 'readBankCredit', story: 'is attached' },
  { name: 'attachBankCredit', story: 'is attached' },
  { name: 'beginBankReturn', story: 'a person returns' },
  { name: 'sendBankReturn', story: 'a person returns' },
  { name: 'finishBankReturn', story: 'a person returns' },
  { name: 'remindOfBankCredit', story: 'nobody places' },
  { name: 'finishBankReturn', story: 'nobody places' },
  { name: 'watchBalance', story: 'is filled by a rule' },
  { name: 'seeNegativeBalance', story: 'is filled by a refund' },
  { name: 'remindOfNegativeBalance', story: 'is written off' },
  { name: 'writeOffNegativeBalance', story: 'is written off' },
] as const)(
  '$name may fail before or after its effect: what $story ends the same',
  async ({ name, story }) => {
    const whole = await live(story);
    for (const moment of ['before', 'after'] as const) {
      faults.plan({ name, call: 1, moment });
      expect(await live(story)).toEqual(whole);
      expect(faults.hasBroken(), `${name} was broken ${moment} its effect`).toBe(true);
    }
  },
  180_000,
);
