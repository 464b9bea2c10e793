import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  shop = await openShop(api, 2_000_00);
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const DAY = 86_400_000;
const PIN = { cvc_check: 'match', pin_check: 'online_pin_match' } as const;

const withdraw = (amount: number, card = shop.card.id) =>
  shop.buy(amount, {
    card,
    authorization_method: 'chip',
    merchant_data: { category: 'automated_cash_disburse' },
    verification_data: PIN,
  });

const reasonOf = async (amount: number, card?: string): Promise<string | undefined> =>
  (await withdraw(amount, card)).request_history[0]?.reason;

test('a card gives 500.00 in cash a day, and the same again on the next', async () => {
  expect(await reasonOf(400_00)).toBe('card_active');
  expect(await reasonOf(100_01)).toBe('not_allowed');
  expect(await reasonOf(100_00)).toBe('card_active');
  expect(await reasonOf(1)).toBe('not_allowed');
  const { request_history: purchase } = await shop.buy(1_00);
  expect(purchase).toMatchObject([{ reason: 'card_active' }]);
  api.clock.advance(DAY);
  expect(await reasonOf(500_00)).toBe('card_active');
});

/** Risk: cash that is counted although it was never given. */
test('what is reversed can be drawn again', async () => {
  const { id } = await withdraw(500_00);
  await shop.stripe.testHelpers.issuing.authorizations.reverse(id);
  expect(await reasonOf(500_00)).toBe('card_active');
});

/** Risk: a bound that is passed by asking many machines at once. */
test('machines that are asked at the same time give as much as one', async () => {
  const given = await Promise.all(Array.from({ length: 10 }, () => withdraw(100_00)));
  expect(given.filter(({ approved }) => approved)).toHaveLength(5);
});

test('every card has its own day', async () => {
  const { id } = await shop.stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
  });
  expect(await reasonOf(500_00)).toBe('card_active');
  expect(await reasonOf(500_00, id)).toBe('card_active');
});

test('an account that gives no cash says so, and sells as before', async () => {
  await api.call('POST', '/v1/issuing/settings', {
    form: { cash_withdrawals: { enabled: false } },
  });
  expect(await reasonOf(1_00)).toBe('not_allowed');
  expect(await shop.buy(1_00)).toMatchObject({ approved: true });
});
