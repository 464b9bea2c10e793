import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepLowBalances } from '../../worker/low-balance-sweeper.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const path = '/v1/issuing/funding_rules';
const HOUR = 3_600;
const DAY = 24 * HOUR;
/** A Monday, at seven in the morning in New York. */
const START = Date.UTC(2027, 1, 1, 12) / 1000;

let lab: ClockLab;
let shop: Shop;
let rule: string;
beforeAll(async () => {
  lab = await openClockLab();
  shop = await openShop(lab.api, 100_00);
});
afterAll(async () => {
  await expectBooksInOrder(lab.api.database.db);
  await lab.close();
});

interface Trigger {
  readonly available: number;
  readonly at: number;
  readonly topup: string | null;
  readonly failure_code: string | null;
}

const lastTrigger = async (): Promise<Trigger | null> => {
  const { body } = await lab.api.call('GET', `${path}/${rule}`);
  return JSON.parse(JSON.stringify(body['last_trigger']));
};
const told = async (): Promise<number> => {
  const rows = lab.api.database.db.selectFrom('event').select('id');
  const about = rows.where('object_id', '=', rule);
  return (await about.where('type', '=', 'issuing_funding_rule.triggered').execute()).length;
};
const change = (form: Readonly<Record<string, unknown>>) =>
  lab.api.call('POST', `${path}/${rule}`, { form });
const checked = async (): Promise<Date | null | undefined> => {
  const rows = lab.api.database.db.selectFrom('issuing_funding_rule').select('checked_at');
  return (await rows.executeTakeFirst())?.checked_at;
};

test('a balance that falls below the amount is told within a sweep, once a day, and purchases go on', async () => {
  const form = { currency: 'usd', threshold: { type: 'amount', amount: 50_00 } };
  const { body } = await lab.api.call('POST', path, { form });
  rule = String(body['id']);
  await expect.poll(checked, { timeout: 20_000 }).not.toBeNull();
  expect(await lastTrigger()).toBeNull();

  expect(await shop.buy(60_00)).toMatchObject({ approved: true });
  await sweepLowBalances(lab.api.deps);
  await expect
    .poll(lastTrigger, { timeout: 20_000 })
    .toMatchObject({ available: 40_00, topup: null, failure_code: null });
  await shop.buy(10_00);
  await sweepLowBalances(lab.api.deps);
  await change({ metadata: { looked: 'again' } });
  expect(await told()).toBe(1);
});

test('a rule draws on a bank account that is there, and keeps what a token stands for', async () => {
  const topup = { amount: 500_00, source: 'btok_nobody' };
  const refused = await change({ topup });
  expect(refused).toMatchObject({
    status: 404,
    body: { error: { code: 'resource_missing', param: 'topup[source]' } },
  });
  const { body } = await change({ topup: { ...topup, source: 'btok_us_verified' } });
  expect(body).toMatchObject({ topup: { amount: 500_00, source: expect.stringMatching(/^src_/) } });
});

test('on a test clock the balance is filled again by a top-up that the rule orders', async () => {
  const clock = await lab.create(START);
  const now = async (): Promise<number> => (await lab.now()) ?? 0;
  await lab.advance(clock.id, START + 2 * DAY);
  const trigger = await lastTrigger();
  expect(trigger).toMatchObject({ available: 30_00, topup: expect.stringMatching(/^tu_/) });
  const ordered = await lab.stripe.topups.retrieve(trigger?.topup ?? '');
  expect(ordered).toMatchObject({ amount: 500_00, initiated_by: 'stripe' });

  await lab.advance(clock.id, (await now()) + 8 * DAY);
  expect(await lab.stripe.topups.retrieve(ordered.id)).toMatchObject({ status: 'succeeded' });
  const filled = await shop.issuingBalance();
  expect(filled).toBeGreaterThanOrEqual(530_00);
  const count = await told();
  await lab.advance(clock.id, (await now()) + 2 * DAY);
  expect(await told(), 'nothing is low any more').toBe(count);
});

test('a part of what was spent in a day is looked at every hour', async () => {
  await change({ threshold: { type: 'spend_percentage', spend_percentage: 1_000 }, topup: '' });
  const clock = await lab.stripe.testHelpers.testClocks.list();
  const clockId = clock.data[0]?.id ?? '';
  // The rule has been looked at as it is now, before anything is spent.
  await lab.advance(clockId, ((await lab.now()) ?? 0) + 1);
  const before = await told();
  const spent = Math.floor(((await shop.issuingBalance()) ?? 0) / 10);
  await shop.buy(spent);
  await lab.advance(clockId, ((await lab.now()) ?? 0) + HOUR);
  expect(await told()).toBe(before + 1);
  // A day later nothing was spent in the last day: nothing is too little.
  await lab.advance(clockId, ((await lab.now()) ?? 0) + DAY + HOUR);
  expect(await told()).toBe(before + 1);
});

test('switched off, nobody watches; switched on, somebody does at once', async () => {
  const id = `low-balance:${rule}`;
  const statusOf = async () =>
    (await lab.temporal.client.workflow.getHandle(id).describe()).status.name;
  await change({ active: false });
  await expect.poll(statusOf, { timeout: 20_000 }).toBe('COMPLETED');
  await change({ active: true, threshold: { type: 'amount', amount: 999_999_00 } });
  await expect.poll(statusOf, { timeout: 20_000 }).toBe('RUNNING');
});
