import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let captured: Stripe.Issuing.Authorization;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 100_00);
  const { id } = await shop.buy(9_00);
  captured = await shop.stripe.testHelpers.issuing.authorizations.capture(id);
  await shop.buy(1_00);
});
afterAll(() => api.close());

const linesOf = async (params: Stripe.BalanceTransactionListParams): Promise<unknown[]> => {
  const { data } = await shop.stripe.balanceTransactions.list(params);
  return data.map(({ type, amount }) => [type, amount]);
};
const HOLD = 'issuing_authorization_hold';

test('the lines of a balance stand newest first and add up to it', async () => {
  const { data } = await shop.stripe.balanceTransactions.list({ limit: 100 });
  expect(data.map(({ type, amount }) => [type, amount])).toEqual([
    [HOLD, -1_00],
    ['issuing_transaction', -9_00],
    ['issuing_authorization_release', 9_00],
    [HOLD, -9_00],
    ['topup', 100_00],
  ]);
  const sum = data.reduce((total, { net }) => total + net, 0);
  expect(sum).toBe(await shop.issuingBalance());
});

test('lines are found by what they are about, by type and by currency', async () => {
  expect(await linesOf({ source: captured.id })).toEqual([
    ['issuing_authorization_release', 9_00],
    [HOLD, -9_00],
  ]);
  const transaction = captured.transactions[0]?.id ?? '';
  expect(await linesOf({ source: transaction })).toEqual([['issuing_transaction', -9_00]]);
  expect(await linesOf({ source: 'iauth_nobody' })).toEqual([]);
  expect(await linesOf({ type: 'topup' })).toEqual([['topup', 100_00]]);
  expect(await linesOf({ currency: 'eur' })).toEqual([]);
  expect(await linesOf({ type: 'payout' }), 'a type of the wire that nothing makes yet').toEqual(
    [],
  );
});

test('following the cursors sees each line once, in both directions', async () => {
  const { balanceTransactions } = shop.stripe;
  const all = (await balanceTransactions.list({ limit: 100 })).data.map(({ id }) => id);
  const forwards = await balanceTransactions.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
  expect(forwards.map(({ id }) => id)).toEqual(all);
  const backwards = await balanceTransactions
    .list({ limit: 2, ending_before: all.at(-1) ?? '' })
    .autoPagingToArray({ limit: 100 });
  expect(backwards.map(({ id }) => id)).toEqual(all.slice(0, -1).toReversed());
});

test('a line is retrieved by its id, and another account’s is nobody’s', async () => {
  const [line] = captured.balance_transactions;
  const retrieved = await shop.stripe.balanceTransactions.retrieve(line?.id ?? '', {
    expand: ['source'],
  });
  expect(retrieved).toMatchObject({ amount: -9_00, source: { id: captured.id } });
  const stranger = await openTestApi();
  const { status } = await stranger.call('GET', `/v1/balance_transactions/${line?.id}`);
  expect(status).toBe(404);
  await stranger.close();
});

test('the balance is nought in the account’s currency before it is funded', async () => {
  const fresh = await openTestApi({ country: 'DE', currency: 'eur' });
  const { body } = await fresh.call('GET', '/v1/balance');
  expect(body).toMatchObject({ issuing: { available: [{ amount: 0, currency: 'eur' }] } });
  await fresh.close();
});

test('funding answers with an address that is the account’s own, and only in its currency', async () => {
  const path = '/v1/test_helpers/issuing/fund_balance';
  const [one, other] = [
    await api.call('POST', path, { form: { amount: 1, currency: 'usd' } }),
    await api.call('POST', path, { form: { amount: 1, currency: 'usd' } }),
  ];
  expect(one.body).toEqual(other.body);
  const { status, body } = await api.call('POST', path, { form: { amount: 1, currency: 'eur' } });
  expect([status, body]).toMatchObject([400, { error: { param: 'currency' } }]);
});
