import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 1_000_00);
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const eventsOf = async (id: string): Promise<string[]> => {
  const { data } = await shop.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => Reflect.get(object, 'id') === id)
    .map(({ type }) => type);
};

test('a purchase is approved, held, captured and told, and the balance says so', async () => {
  const { stripe, buy, issuingBalance } = shop;
  const before = (await issuingBalance()) ?? 0;
  const authorization = await buy(12_50, {
    merchant_data: { category: 'eating_places_restaurants', name: 'Coffee Bar', country: 'US' },
    verification_data: { cvc_check: 'match', expiry_check: 'match' },
  });
  expect(authorization).toMatchObject({
    approved: true,
    status: 'pending',
    amount: 12_50,
    merchant_data: { category_code: '5812', name: 'Coffee Bar' },
    request_history: [{ approved: true, reason: 'card_active', amount: 12_50 }],
    balance_transactions: [{ type: 'issuing_authorization_hold', amount: -12_50 }],
    transactions: [],
  });
  expect(await issuingBalance()).toBe(before - 12_50);

  const captured = await stripe.testHelpers.issuing.authorizations.capture(authorization.id);
  expect(captured).toMatchObject({ status: 'closed', amount: 12_50 });
  expect(captured.balance_transactions.map(({ type, amount }) => [type, amount])).toEqual([
    ['issuing_authorization_hold', -12_50],
    ['issuing_authorization_release', 12_50],
    ['issuing_transaction', -12_50],
  ]);
  expect(await issuingBalance()).toBe(before - 12_50);

  const [transaction] = captured.transactions;
  expect(transaction).toMatchObject({ amount: -12_50, type: 'capture', card: shop.card.id });
  expect(await eventsOf(authorization.id)).toEqual([
    'issuing_authorization.updated',
    'issuing_authorization.created',
  ]);
  expect(await eventsOf(transaction?.id ?? '')).toEqual(['issuing_transaction.created']);
});

test('the answer to a purchase is what a reader then gets, whatever was decided', async () => {
  const account = await openTestApi();
  const { stripe, buy } = await openShop(account, 10_00);
  const untyped: object = { pin_check: 'online_pin_mismatch' };
  const wrongPin = { verification_data: untyped };
  // Approved, for nothing, declined; and the third wrong PIN, which changes the card that is embedded.
  const purchases = [[1_00], [0], [10_00], [1, wrongPin], [1, wrongPin], [1, wrongPin]] as const;
  const statuses: string[] = [];
  for (const [amount, params] of purchases) {
    const answer = await buy(amount, params);
    const read = await stripe.issuing.authorizations.retrieve(answer.id);
    expect(JSON.stringify(read)).toBe(JSON.stringify(answer));
    const { data } = await stripe.events.list({ type: 'issuing_authorization.created', limit: 1 });
    expect(data[0]?.data.object).toEqual(JSON.parse(JSON.stringify(answer)));
    statuses.push(answer.card.status);
  }
  expect(statuses).toEqual(['active', 'active', 'active', 'active', 'active', 'inactive']);
  await account.close();
});

test('a decline is an answer of 200 that books nothing and gives the first reason', async () => {
  const before = await shop.issuingBalance();
  const declined = await shop.buy(9_000_00);
  expect(declined).toMatchObject({
    approved: false,
    status: 'closed',
    amount: 9_000_00,
    balance_transactions: [],
    request_history: [{ approved: false, reason: 'insufficient_funds', authorization_code: null }],
  });
  expect(await shop.issuingBalance()).toBe(before);
});

test('a merchant who captures what was declined names his amount, and gets it from the network', async () => {
  const before = (await shop.issuingBalance()) ?? 0;
  const helpers = shop.stripe.testHelpers.issuing.authorizations;
  const { id } = await shop.buy(9_000_00);
  await expect(helpers.capture(id)).rejects.toMatchObject({ param: 'capture_amount' });
  const captured = await helpers.capture(id, { capture_amount: 2_00 });
  expect(captured).toMatchObject({ approved: false, status: 'closed', amount: 9_000_00 });
  expect(captured.transactions).toMatchObject([{ type: 'capture', amount: -2_00 }]);
  expect(await shop.issuingBalance()).toBe(before - 2_00);
});

test('partial reversals lower what is held, and a full one ends it at nought', async () => {
  const helpers = shop.stripe.testHelpers.issuing.authorizations;
  const { id } = await shop.buy(10_00);
  expect(await helpers.reverse(id, { reverse_amount: 4_00 })).toMatchObject({
    status: 'pending',
    amount: 6_00,
  });
  await expect(helpers.reverse(id, { reverse_amount: 6_01 })).rejects.toMatchObject({
    code: 'amount_too_large',
    param: 'reverse_amount',
  });
  const reversed = await helpers.reverse(id);
  expect(reversed).toMatchObject({ status: 'reversed', amount: 0 });
  expect(reversed.balance_transactions.map(({ amount }) => amount)).toEqual([-10_00, 4_00, 6_00]);
});

test('an expiry frees the hold, and the merchant may still capture late', async () => {
  const helpers = shop.stripe.testHelpers.issuing.authorizations;
  const { id } = await shop.buy(3_00);
  expect(await helpers.expire(id)).toMatchObject({ status: 'expired', amount: 3_00 });
  const late = await helpers.capture(id);
  expect(late).toMatchObject({ status: 'closed' });
  expect(late.balance_transactions.map(({ amount }) => amount)).toEqual([-3_00, 3_00, -3_00]);
});

test('an over-capture takes what the merchant asks, also below an empty balance', async () => {
  const account = await openTestApi();
  const poor = await openShop(account, 10_00);
  const { id } = await poor.buy(10_00);
  await poor.stripe.testHelpers.issuing.authorizations.capture(id, { capture_amount: 12_00 });
  expect(await poor.issuingBalance()).toBe(-2_00);
  expect((await poor.buy(1)).request_history[0]?.reason).toBe('insufficient_funds');
  expect((await poor.buy(0)).approved).toBe(true);
  await expectBooksInOrder(account.database.db);
  await account.close();
});

test('a hundred purchases at once of 10.00 against 370.00 approve exactly 37', async () => {
  const account = await openTestApi();
  const rush = await openShop(account, 370_00);
  const made = await Promise.all(Array.from({ length: 100 }, () => rush.buy(10_00)));
  expect(made.filter(({ approved }) => approved)).toHaveLength(37);
  expect(await rush.issuingBalance()).toBe(0);
  await expectBooksInOrder(account.database.db);
  await account.close();
});

test('a purchase with one idempotency key is one purchase, however often it is sent at once', async () => {
  const before = (await shop.issuingBalance()) ?? 0;
  const options = { idempotencyKey: 'one coffee' };
  const params = { card: shop.card.id, amount: 2_00 };
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      shop.stripe.testHelpers.issuing.authorizations.create(params, options),
    ),
  );
  const ids = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
  expect(new Set(ids).size).toBe(1);
  expect(await shop.issuingBalance()).toBe(before - 2_00);
});

test('expansion reaches through the objects of a purchase', async () => {
  const { id } = await shop.buy(1_00);
  const captured = await shop.stripe.testHelpers.issuing.authorizations.capture(id, {
    expand: [
      'cardholder',
      'transactions.balance_transaction.source',
      'balance_transactions.source',
    ],
  });
  expect(captured.cardholder).toMatchObject({ object: 'issuing.cardholder' });
  expect(captured.balance_transactions[0]?.source).toMatchObject({ id });
  expect(captured.transactions[0]?.balance_transaction).toMatchObject({
    source: { object: 'issuing.transaction' },
  });
  const { data } = await shop.stripe.issuing.transactions.list({
    limit: 1,
    expand: ['data.authorization', 'data.card'],
  });
  expect(data[0]).toMatchObject({ authorization: { id }, card: { id: shop.card.id } });
});

test('metadata merges, and telling it says only what changed', async () => {
  const { id } = await shop.buy(1_00);
  const { authorizations } = shop.stripe.issuing;
  await authorizations.update(id, { metadata: { order: '17', team: 'ops' } });
  const updated = await authorizations.update(id, { metadata: { order: '' } });
  expect(updated.metadata).toEqual({ team: 'ops' });
  const { data } = await shop.stripe.events.list({
    type: 'issuing_authorization.updated',
    limit: 1,
  });
  expect(data[0]?.data.previous_attributes).toEqual({ metadata: { order: '17' } });
});

test('a PIN check is shown as it was told, and a card that was used without one shows none', async () => {
  // Beyond the types of the SDK, which sends it all the same.
  const untyped: object = { cvc_check: 'match', pin_check: 'offline_pin_match' };
  const checked = await shop.buy(1_00, { verification_data: untyped });
  expect(checked.verification_data).toMatchObject({ pin_check: 'offline_pin_match' });
  expect((await shop.buy(1_00)).verification_data).toMatchObject({ pin_check: null });
});
