import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 1_000_00);
});
afterAll(() => api.close());

const cardFor = (payment_count: number) =>
  shop.stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    lifecycle_controls: { cancel_after: { payment_count } },
  });
const pay = (card: string, amount: number) =>
  shop.stripe.testHelpers.issuing.authorizations.create({ card, amount });
const statusOf = async (id: string) => (await shop.stripe.issuing.cards.retrieve(id)).status;

test('a card for one payment is canceled by it, and the purchase and an event say so', async () => {
  const card = await cardFor(1);
  expect(card.lifecycle_controls).toEqual({ cancel_after: { payment_count: 1 } });
  const paid = await pay(card.id, 5_00);
  expect(paid).toMatchObject({
    approved: true,
    card: { id: card.id, status: 'canceled', cancellation_reason: null },
  });
  const { data } = await shop.stripe.events.list({ limit: 2 });
  expect(data.map(({ type }) => type)).toEqual([
    'issuing_authorization.created',
    'issuing_card.updated',
  ]);
  expect(data[1]?.data).toMatchObject({
    object: { id: card.id, status: 'canceled' },
    previous_attributes: { status: 'active' },
  });
  expect((await pay(card.id, 5_00)).request_history[0]?.reason).toBe('card_canceled');
  // What it has paid for goes on.
  const captured = await shop.stripe.testHelpers.issuing.authorizations.capture(paid.id);
  expect(captured.status).toBe('closed');
});

test('only payments count: no check of the card, no decline, no increment and no capture', async () => {
  const card = await cardFor(2);
  const { authorizations } = shop.stripe.testHelpers.issuing;
  await pay(card.id, 0);
  await pay(card.id, 9_000_00);
  const { id } = await pay(card.id, 1);
  await authorizations.increment(id, { increment_amount: 1 });
  await authorizations.capture(id);
  expect(await statusOf(card.id)).toBe('active');
  await pay(card.id, 1);
  expect(await statusOf(card.id)).toBe('canceled');
});

test('a capture that nobody authorized is a payment, and posts on a canceled card as well', async () => {
  const card = await cardFor(1);
  const force = () =>
    shop.stripe.testHelpers.issuing.transactions.createForceCapture({ card: card.id, amount: 1 });
  await force();
  expect(await statusOf(card.id)).toBe('canceled');
  expect((await force()).amount).toBe(-1);
});

/** Risk: ten purchases that arrive together, each of which sees a card that is still good. */
test('of purchases that come at once exactly as many are approved as the card is for', async () => {
  const card = await cardFor(3);
  const made = await Promise.all(Array.from({ length: 12 }, () => pay(card.id, 1)));
  expect(made.filter(({ approved }) => approved)).toHaveLength(3);
});

test.each([
  [{ cancel_after: { payment_count: 0 } }, 'Must be between 1 and 1000000.'],
  [{ cancel_after: { payment_count: 'x' } }, 'Invalid integer: x'],
])('%j is refused', async (lifecycle_controls, message) => {
  const form = { cardholder: shop.cardholder.id, currency: 'usd', type: 'virtual' };
  const { status, body } = await api.call('POST', '/v1/issuing/cards', {
    form: { ...form, lifecycle_controls },
  });
  expect([status, body['error']]).toMatchObject([400, { message }]);
});
