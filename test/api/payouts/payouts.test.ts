import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Money, money } from '../../../domain/money.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { ACCOUNT_NUMBERS, addExternalAccount } from '../../support/external-account.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { putMoney } from '../../support/payments-money.ts';
import { openShop, type Shop } from '../../support/shop.ts';

const path = '/v1/payouts';

let api: TestApi;
let stripe: Stripe;
let shop: Shop;
let destination: string;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  shop = await openShop(api, 0);
  destination = await addExternalAccount(api, { accountNumber: ACCOUNT_NUMBERS.good });
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const put = (balance: 'issuing' | 'payments', amount: Money): Promise<void> =>
  putMoney(api.database.db, { scope: api.scope, balance }, amount);
const balanceOf = async () => {
  const { available, issuing } = await stripe.balance.retrieve();
  return { payments: available[0]?.amount ?? 0, issuing: issuing?.available[0]?.amount ?? 0 };
};

test('a payout is kept, told, listed and changed as the SDK knows it', async () => {
  await put('payments', money(50_00n, 'usd'));
  const payout = await stripe.payouts.create({
    amount: 20_00,
    currency: 'usd',
    destination,
    description: 'Week 9',
    metadata: { week: '9' },
    statement_descriptor: 'WEEK 9',
  });
  expect(payout).toMatchObject({
    amount: 20_00,
    description: 'Week 9',
    destination,
    reconciliation_status: 'not_applicable',
    statement_descriptor: 'WEEK 9',
    status: 'pending',
  });
  expect(api.sent.at(-1)).toMatchObject({ kind: 'payout', objectId: payout.id });
  const updated = await stripe.payouts.update(payout.id, { metadata: { week: '', year: '2027' } });
  expect(updated.metadata).toEqual({ year: '2027' });
  const expanded = await stripe.payouts.retrieve(payout.id, {
    expand: ['balance_transaction.source', 'destination'],
  });
  expect(expanded).toMatchObject({
    balance_transaction: { type: 'payout', amount: -20_00, source: { id: payout.id } },
    destination: { object: 'bank_account', last4: '6789' },
  });
  const { data } = await stripe.payouts.list({
    destination,
    status: 'pending',
    arrival_date: { gte: payout.arrival_date },
    created: { gte: payout.created },
  });
  expect(data.map(({ id }) => id)).toEqual([payout.id]);
  expect((await stripe.payouts.list({ status: 'paid' })).data).toEqual([]);
  const events = await stripe.events.list({ type: 'payout.*' });
  expect(events.data.map(({ type }) => type)).toEqual(['payout.updated', 'payout.created']);
});

test.each([
  ['more than is there', { amount: 99_999_00 }, 'balance_insufficient', 'amount'],
  ['nothing', { amount: 0 }, 'amount_too_small', 'amount'],
  ['another currency', { currency: 'eur' }, 'parameter_invalid', 'currency'],
  ['a bank account that is none', { destination: 'ba_none' }, 'resource_missing', undefined],
  ['an unknown method', { method: 'pigeon' }, 'parameter_invalid', 'method'],
  ['money of another kind', { source_type: 'fpx' }, 'parameter_invalid', 'source_type'],
  [
    'two balances',
    { source_balance: 'issuing', source_type: 'card' },
    'parameters_exclusive',
    undefined,
  ],
  [
    'a descriptor that no statement has room for',
    { statement_descriptor: 'x'.repeat(23) },
    'parameter_invalid',
    'statement_descriptor',
  ],
  ['a financial account', { payout_method: 'fa_1' }, 'feature_not_available', 'payout_method'],
])('%s is refused, and nothing has moved', async (_what, change, code, param) => {
  const before = await balanceOf();
  const form = { amount: 1_00, currency: 'usd', destination, ...change };
  const { status, body } = await api.call('POST', path, { form });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body).toMatchObject({ error: { code, ...(param !== undefined && { param }) } });
  expect(await balanceOf()).toEqual(before);
});

test('without a destination it goes to the account’s own, and without one nowhere', async () => {
  const { body } = await api.call('POST', path, { form: { amount: 1_00, currency: 'usd' } });
  expect(body).toMatchObject({ error: { code: 'parameter_invalid', param: 'destination' } });
});

test('another account’s payout is nobody’s', async () => {
  const stranger = await openTestApi();
  const { data } = await stripe.payouts.list();
  const { status } = await stranger.call('GET', `${path}/${data[0]?.id}`);
  expect(status).toBe(404);
  await stranger.close();
});

/** Risk: two that each see enough, and together pay out more than there is. */
test('of payouts at once as many leave as the balance has money for', async () => {
  const before = await balanceOf();
  // For three, and a part of a fourth.
  const amount = Math.floor(before.payments / 3.5);
  const form = { amount, currency: 'usd', destination };
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => api.call('POST', path, { form })),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(await balanceOf()).toMatchObject({ payments: before.payments - 3 * amount });
});

/** Risk: a card that spends what is just being paid out. */
test('payouts, transfers and purchases at once never spend more than the Issuing balance has', async () => {
  const there = 10_00;
  await put('issuing', money(BigInt(there), 'usd'));
  const before = await balanceOf();
  const rounds = Array.from({ length: 8 }, async (_, round) => {
    if (round % 3 === 0) return (await shop.buy(3_00)).approved;
    const transfer = {
      source_balance: { type: 'issuing' },
      destination_balance: { type: 'payments' },
    };
    const payout = { destination, source_balance: 'issuing' };
    const isTransfer = round % 3 === 1;
    const { status } = await api.call('POST', isTransfer ? '/v1/balance_transfers' : path, {
      form: { amount: 3_00, currency: 'usd', ...(isTransfer ? transfer : payout) },
    });
    return status === 200;
  });
  const done = (await Promise.all(rounds)).filter(Boolean);
  expect(done).toHaveLength(3);
  expect((await balanceOf()).issuing).toBe(before.issuing - 9_00);
  await expectBooksInOrder(api.database.db);
});
