import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let helpers: Stripe['testHelpers']['issuing']['transactions'];
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 100_00);
  helpers = shop.stripe.testHelpers.issuing.transactions;
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

async function captureOf(id: string): Promise<Stripe.Issuing.Transaction> {
  const captured = await shop.stripe.testHelpers.issuing.authorizations.capture(id);
  const [transaction] = captured.transactions;
  if (!transaction) throw new Error('a capture makes a transaction');
  return transaction;
}

test('a refund gives back what a capture took, and the authorization shows it', async () => {
  const { id } = await shop.buy(9_00);
  const captured = await captureOf(id);
  const before = (await shop.issuingBalance()) ?? 0;
  const refund = await helpers.refund(captured.id);
  expect(refund).toMatchObject({
    type: 'refund',
    amount: 9_00,
    merchant_amount: 9_00,
    authorization: captured.authorization,
    card: shop.card.id,
    merchant_data: captured.merchant_data,
  });
  expect(await shop.issuingBalance()).toBe(before + 9_00);
  const authorization = await shop.stripe.issuing.authorizations.retrieve(id);
  expect(authorization.status).toBe('closed');
  expect(authorization.transactions).toMatchObject([{ id: captured.id }, { id: refund.id }]);
  expect(authorization.balance_transactions.at(-1)).toMatchObject({
    type: 'issuing_transaction',
    amount: 9_00,
    source: refund.id,
  });
});

test('a refund is told before the authorization that it belongs to', async () => {
  const captured = await captureOf((await shop.buy(1_00)).id);
  const refund = await helpers.refund(captured.id);
  const { data } = await shop.stripe.events.list({ limit: 2 });
  expect(data.map(({ type, data: { object } }) => [type, Reflect.get(object, 'id')])).toEqual([
    ['issuing_authorization.updated', captured.authorization],
    ['issuing_transaction.created', refund.id],
  ]);
});

test('refunds in parts never give back more than was taken, also at once', async () => {
  const captured = await captureOf((await shop.buy(10_00)).id);
  expect((await helpers.refund(captured.id, { refund_amount: 4_00 })).amount).toBe(4_00);
  await expect(helpers.refund(captured.id, { refund_amount: 6_01 })).rejects.toMatchObject({
    code: 'amount_too_large',
    param: 'refund_amount',
  });
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => helpers.refund(captured.id, { refund_amount: 2_00 })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  await expect(helpers.refund(captured.id)).rejects.toMatchObject({
    code: 'status_transition_invalid',
  });
});

test('what is no capture has nothing to give back', async () => {
  const captured = await captureOf((await shop.buy(1_00)).id);
  const refund = await helpers.refund(captured.id);
  await expect(helpers.refund(refund.id)).rejects.toMatchObject({
    code: 'status_transition_invalid',
  });
  await expect(helpers.refund('ipi_nobody')).rejects.toMatchObject({
    code: 'resource_missing',
    param: 'transaction',
  });
});

test('a force capture posts whatever card and balance say, and can be refunded', async () => {
  const account = await openTestApi();
  const poor = await openShop(account, 0);
  await poor.stripe.issuing.cards.update(poor.card.id, { status: 'canceled' });
  const forced = await poor.stripe.testHelpers.issuing.transactions.createForceCapture({
    card: poor.card.id,
    amount: 7_00,
    merchant_data: { category: 'taxicabs_limousines', name: 'Late Cab' },
  });
  expect(forced).toMatchObject({
    type: 'capture',
    amount: -7_00,
    authorization: null,
    merchant_data: { category_code: '4121' },
  });
  expect(await poor.issuingBalance()).toBe(-7_00);
  await poor.stripe.testHelpers.issuing.transactions.refund(forced.id);
  expect(await poor.issuingBalance()).toBe(0);
  await expectBooksInOrder(account.database.db);
  await account.close();
});

test('an unlinked refund gives money for no known purchase', async () => {
  const before = (await shop.issuingBalance()) ?? 0;
  const refund = await helpers.createUnlinkedRefund({ card: shop.card.id, amount: 3_00 });
  expect(refund).toMatchObject({ type: 'refund', amount: 3_00, authorization: null });
  expect(await shop.issuingBalance()).toBe(before + 3_00);
  await expect(
    helpers.createUnlinkedRefund({ card: shop.card.id, amount: 3_00, currency: 'eur' }),
  ).rejects.toMatchObject({ code: 'parameter_invalid', param: 'currency' });
});

test('transactions are listed by card, cardholder, type and time', async () => {
  const { transactions } = shop.stripe.issuing;
  const types = async (params: Stripe.Issuing.TransactionListParams): Promise<Set<string>> =>
    new Set((await transactions.list({ limit: 100, ...params })).data.map(({ type }) => type));
  expect(await types({ card: shop.card.id })).toEqual(new Set(['capture', 'refund']));
  expect(await types({ cardholder: shop.cardholder.id, type: 'refund' })).toEqual(
    new Set(['refund']),
  );
  await expect(types({ card: 'ic_nobody' })).rejects.toMatchObject({ code: 'resource_missing' });
  expect(await types({ created: { gt: 4_000_000_000 } })).toEqual(new Set());
});
