import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SpendingCountersJson } from '../../../../db/json.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let stripe: Stripe;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  shop = await openShop(api, 1_000_000);
  ({ stripe } = shop);
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

async function countersOf(owner: string): Promise<SpendingCountersJson | undefined> {
  const row = await api.database.db
    .selectFrom('spending_usage')
    .select('counters')
    .where(sql.ref('owner_id'), '=', owner)
    .executeTakeFirst();
  return row?.counters;
}

type Limits = Stripe.Issuing.CardUpdateParams.SpendingControls.SpendingLimit[];
const limitCard = (spending_limits: Limits, options?: Stripe.RequestOptions) =>
  stripe.issuing.cards.update(shop.card.id, { spending_controls: { spending_limits } }, options);
const daily = (amount: number): Limits[number] => ({ amount, interval: 'daily' });
const reasonOf = ({ approved, request_history }: Stripe.Issuing.Authorization) =>
  approved || request_history[0]?.reason;

test('a new card has its counters at once, so that its first purchase looks into no history', async () => {
  const { id } = await stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
  });
  expect(await countersOf(id)).toMatchObject({ daily: { used: '0' } });
});

test('new limits know what was spent before them, and what is released is free again', async () => {
  const bought = await shop.buy(6_000);
  await limitCard([
    daily(10_000),
    { amount: 100_000, categories: ['bakeries'], interval: 'weekly' },
  ]);
  expect(await countersOf(shop.card.id)).toMatchObject({
    daily: { used: '6000' },
    'weekly:bakeries': { used: '0' },
  });
  expect(reasonOf(await shop.buy(4_001))).toBe('spending_controls');
  await stripe.testHelpers.issuing.authorizations.reverse(bought.id, { reverse_amount: 1 });
  expect(reasonOf(await shop.buy(4_001))).toBe(true);
  expect(reasonOf(await shop.buy(1))).toBe('spending_controls');
});

test('counters that no limit needs go, and another amount is no reason to count again', async () => {
  await limitCard([daily(10_000), { amount: 20_000, interval: 'monthly' }]);
  await shop.buy(500);
  await limitCard([daily(600)]);
  expect(await countersOf(shop.card.id)).toEqual({
    daily: { window: expect.any(Number), used: '500' },
  });
  expect(reasonOf(await shop.buy(101))).toBe('spending_controls');
  await api.call('POST', `/v1/issuing/cards/${shop.card.id}`, {
    form: 'spending_controls[spending_limits]=',
  });
  expect(await countersOf(shop.card.id)).toEqual({});
  expect(reasonOf(await shop.buy(101))).toBe(true);
});

test('a request that is repeated under its key leaves the limits that came after it', async () => {
  const idempotencyKey = `limits-${shop.card.id}`;
  const first = await limitCard([{ amount: 300, interval: 'yearly' }], { idempotencyKey });
  await limitCard([daily(1_000)]);
  const again = await limitCard([{ amount: 300, interval: 'yearly' }], { idempotencyKey });
  expect(again).toEqual(first);
  expect(reasonOf(await shop.buy(1_000))).toBe(true);
  expect(reasonOf(await shop.buy(1))).toBe('spending_controls');
  await limitCard([daily(1_000)]);
  expect(Object.keys((await countersOf(shop.card.id)) ?? {})).toEqual(['daily']);
});

test('limits of a cardholder and of the program count what their cards spend', async () => {
  await shop.buy(700);
  const { id } = shop.cardholder;
  await stripe.issuing.cardholders.update(id, {
    spending_controls: { spending_limits: [{ amount: 1_000, interval: 'monthly' }] },
  });
  expect(await countersOf(id)).toMatchObject({ monthly: { used: '700' } });
  expect(reasonOf(await shop.buy(301))).toBe('spending_controls');
  const unlimited = { spending_controls: { spending_limits: '' } };
  await api.call('POST', `/v1/issuing/cardholders/${id}`, { form: unlimited });
  const spent = await api.database.db
    .selectFrom('issuing_authorization')
    .select((eb) => eb.fn.sum<string>('spent').as('sum'))
    .executeTakeFirstOrThrow();
  const limit = { amount: Number(spent.sum) + 300, interval: 'all_time' };
  const form = { spending_controls: { spending_limits: [limit] } };
  await api.call('POST', '/v1/issuing/settings', { form });
  expect(reasonOf(await shop.buy(301))).toBe('spending_controls');
  expect(reasonOf(await shop.buy(300))).toBe(true);
  await api.call('POST', '/v1/issuing/settings', { form: unlimited });
});
