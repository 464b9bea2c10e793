/** An account on a test clock lives by it, in all that its purchases are decided by. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findDueAuthorizations } from '../../db/authorizations/find-due.ts';
import type { TestApi } from '../support/api.ts';
import { openTestApi } from '../support/api.ts';
import { bindClock, turnClock } from '../support/bind-clock.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openShop, type Shop } from '../support/shop.ts';

const DAY = 86_400;
/** Long after anything that real time says. */
const START = Date.parse('2028-01-31T22:00:00Z');

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await openShop(api, 100_000);
});
const turn = (ms: number) => turnClock(api.database.db, api.scope, new Date(ms));

test('a purchase happens at the time of the clock, and its hold lapses by it', async () => {
  await bindClock(api.database.db, api.scope, new Date(START));
  const bought = await shop.buy(700);
  expect(bought.created).toBe(START / 1_000);
  expect((await shop.stripe.events.list({ limit: 1 })).data[0]?.created).toBe(START / 1_000);

  await turn(START + 6 * DAY * 1_000);
  await shop.buy(100_000);
  expect(await shop.stripe.issuing.authorizations.retrieve(bought.id)).toMatchObject({
    status: 'pending',
  });
  await turn(START + 32 * DAY * 1_000);
  // More than is left while the first one holds: it lapses before this is declined.
  expect(await shop.buy(100_000)).toMatchObject({ approved: true });
  expect(await shop.stripe.issuing.authorizations.retrieve(bought.id)).toMatchObject({
    status: 'expired',
  });
  await expectBooksInOrder(api.database.db);
});

test('a monthly limit begins anew with the month of the clock', async () => {
  await turn(Date.parse('2029-05-31T23:59:59Z'));
  await shop.stripe.issuing.cards.update(shop.card.id, {
    spending_controls: { spending_limits: [{ amount: 1_000, interval: 'monthly' }] },
  });
  expect(await shop.buy(1_000)).toMatchObject({ approved: true });
  expect(await shop.buy(1)).toMatchObject({ approved: false });
  await turn(Date.parse('2029-06-01T00:00:00Z'));
  expect(await shop.buy(1_000)).toMatchObject({ approved: true });
});

test('a card has expired when its month is over by the clock', async () => {
  await turn(Date.UTC(shop.card.exp_year + 5, shop.card.exp_month, 1) - 1_000);
  const card = await shop.stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    exp_month: shop.card.exp_month,
    exp_year: shop.card.exp_year + 5,
  });
  const buy = () =>
    shop.stripe.testHelpers.issuing.authorizations.create({ card: card.id, amount: 1 });
  expect(await buy()).toMatchObject({ approved: true });
  await turn(Date.UTC(shop.card.exp_year + 5, shop.card.exp_month, 1));
  const [{ reason } = { reason: '' }] = (await buy()).request_history;
  expect(reason).toBe('card_expired');
});

test('what is made while the clock stands is listed in the order in which it was made', async () => {
  const made: string[] = [];
  for (let turns = 0; turns < 20; turns++) made.push((await shop.buy(1)).id);
  await turn(Date.parse('2041-01-01T00:00:00Z'));
  made.push((await shop.buy(1)).id);
  const { data } = await shop.stripe.issuing.authorizations.list({ limit: 21 });
  expect(data.map(({ id }) => id)).toEqual(made.toReversed());
});

test('the sweep of real time leaves an account alone whose clock has not got there', async () => {
  const { database, scope } = api;
  const bought = await shop.buy(500);
  const expiresAt = new Date((bought.created + 40 * DAY) * 1_000);
  const due = () =>
    findDueAuthorizations(database.db, { now: new Date('2099-01-01'), limit: 1_000 });
  const isDue = async () => (await due()).some(({ id }) => id === bought.id);
  expect(await isDue()).toBe(false);
  await turnClock(database.db, scope, expiresAt);
  expect(await isDue()).toBe(true);
});

test('the clock waits for purchases that are under way, and no purchase is of two times', async () => {
  const start = Date.parse('2042-01-01T00:00:00Z');
  await turn(start);
  const purchases = Array.from({ length: 60 }, () => shop.buy(1));
  const turns = Array.from({ length: 10 }, (_, day) => turn(start + (day + 1) * DAY * 1_000));
  const bought = await Promise.all(purchases);
  await Promise.all(turns);
  const { data } = await shop.stripe.issuing.authorizations.list({ limit: 60 });
  expect(new Set(data.map(({ id }) => id))).toEqual(new Set(bought.map(({ id }) => id)));
  const times = data.map(({ created }) => created);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  await expectBooksInOrder(api.database.db);
});
