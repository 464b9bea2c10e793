import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let helpers: Shop['stripe']['testHelpers']['issuing']['authorizations'];
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 100_00);
  helpers = shop.stripe.testHelpers.issuing.authorizations;
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

test('an increment is decided like a purchase, held with what was held, and told', async () => {
  const { id } = await shop.buy(10_00);
  const before = (await shop.issuingBalance()) ?? 0;
  const more = await helpers.increment(id, { increment_amount: 5_00 });
  expect(more).toMatchObject({
    approved: true,
    status: 'pending',
    amount: 15_00,
    merchant_amount: 15_00,
    request_history: [
      { amount: 10_00, approved: true },
      { amount: 5_00, merchant_amount: 5_00, approved: true, reason: 'card_active' },
    ],
  });
  expect(more.balance_transactions.map(({ type, amount }) => [type, amount])).toEqual([
    ['issuing_authorization_hold', -10_00],
    ['issuing_authorization_hold', -5_00],
  ]);
  expect(await shop.issuingBalance()).toBe(before - 5_00);
  const { data } = await shop.stripe.events.list({ limit: 1 });
  expect(data[0]).toMatchObject({
    type: 'issuing_authorization.updated',
    data: { object: { id }, previous_attributes: { amount: 10_00 } },
  });
  await helpers.reverse(id);
});

test('an increment that is declined leaves what was approved, and the history tells of it', async () => {
  const { id } = await shop.buy(10_00);
  const before = await shop.issuingBalance();
  const more = await helpers.increment(id, { increment_amount: 500_00 });
  expect(more).toMatchObject({
    approved: true,
    status: 'pending',
    amount: 10_00,
    request_history: [
      { amount: 10_00, approved: true },
      { amount: 500_00, approved: false, reason: 'insufficient_funds', authorization_code: null },
    ],
  });
  expect(await shop.issuingBalance()).toBe(before);
  expect(await helpers.capture(id)).toMatchObject({ status: 'closed', amount: 10_00 });
});

/** Risk: a limit that is passed in steps, because each increment is judged by itself. */
test('a limit counts an authorization with all its increments', async () => {
  const card = await shop.stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    spending_controls: {
      spending_limits: [
        { amount: 12_00, interval: 'per_authorization' },
        { amount: 15_00, interval: 'daily' },
      ],
    },
  });
  const buy = (amount: number) => helpers.create({ card: card.id, amount });
  const reasons = async (id: string, increment_amount: number) =>
    (await helpers.increment(id, { increment_amount })).request_history.at(-1)?.reason;
  const first = await buy(8_00);
  expect(await reasons(first.id, 4_01)).toBe('spending_controls');
  expect(await reasons(first.id, 4_00)).toBe('card_active');
  const second = await buy(3_00);
  expect(second.approved).toBe(true);
  expect(await reasons(second.id, 1)).toBe('spending_controls');
  // What is undone can be spent again.
  await helpers.reverse(first.id, { reverse_amount: 1_00 });
  expect(await reasons(second.id, 1_00)).toBe('card_active');
});

test('a card that is canceled is still good for what its open authorizations grow to', async () => {
  const card = await shop.stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
  });
  const { id } = await helpers.create({ card: card.id, amount: 1_00 });
  await shop.stripe.issuing.cards.update(card.id, { status: 'canceled' });
  const more = await helpers.increment(id, { increment_amount: 1_00 });
  expect(more).toMatchObject({ amount: 2_00, request_history: [{}, { approved: true }] });
  const { request_history } = await helpers.create({ card: card.id, amount: 1_00 });
  expect(request_history[0]?.reason).toBe('card_canceled');
});

test.each(['reverse', 'expire', 'capture'] as const)(
  'after %s nothing can be added',
  async (end) => {
    const { id } = await shop.buy(1_00);
    const { status } = await helpers[end](id);
    await expect(helpers.increment(id, { increment_amount: 1_00 })).rejects.toMatchObject({
      code: 'status_transition_invalid',
      message: `This authorization cannot be incremented: it is ${status}.`,
    });
  },
);

test('an increment of nothing is refused', async () => {
  const { id } = await shop.buy(1_00);
  await expect(helpers.increment(id, { increment_amount: 0 })).rejects.toMatchObject({
    code: 'amount_too_small',
    param: 'increment_amount',
    message: 'The amount must be at least 1.',
  });
});
