import { afterAll, beforeAll, expect, test } from 'vitest';
import { money } from '../../../domain/money.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { putMoney } from '../../support/payments-money.ts';

let us: TestApi;
let german: TestApi;
beforeAll(async () => {
  us = await openTestApi();
  german = await openTestApi({ country: 'DE', currency: 'eur' });
  for (const [api, currency] of [
    [us, 'usd'],
    [german, 'eur'],
  ] as const)
    await putMoney(
      api.database.db,
      { scope: api.scope, balance: 'payments' },
      money(100_00n, currency),
    );
});
afterAll(() => Promise.all([us.close(), german.close()]));

const path = '/v1/balance_transfers';
const toIssuing = {
  source_balance: { type: 'payments' },
  destination_balance: { type: 'issuing' },
};
const toPayments = {
  source_balance: { type: 'issuing' },
  destination_balance: { type: 'payments' },
};

const balanceOf = async (api: TestApi): Promise<Record<string, number | undefined>> => {
  const balance = await (await api.sdk()).balance.retrieve();
  return {
    available: balance.available[0]?.amount,
    pending: balance.pending[0]?.amount,
    instant: balance.instant_available?.[0]?.amount,
    issuing: balance.issuing?.available[0]?.amount,
  };
};
const linesOf = async (api: TestApi, source: unknown): Promise<unknown[]> => {
  const { data } = await (await api.sdk()).balanceTransactions.list({ source: String(source) });
  return data.map(({ type, amount, net, fee, balance_type, reporting_category }) => [
    type,
    amount,
    net - fee,
    balance_type,
    reporting_category,
  ]);
};

test('in the US money is on the other balance at once, and each balance has its line', async () => {
  const form = { amount: 30_00, currency: 'usd', ...toIssuing, metadata: { week: '7' } };
  const { status, body } = await us.call('POST', path, { form });
  expect([status, body]).toMatchObject([200, { status: 'succeeded', metadata: { week: '7' } }]);
  expect(body['expected_arrival_date']).toBe(body['created']);
  expect(await balanceOf(us)).toMatchObject({ available: 70_00, pending: 0, issuing: 30_00 });
  const lines = [
    ['transfer', -30_00, -30_00, 'payments', 'transfer'],
    ['transfer', 30_00, 30_00, 'issuing', 'transfer'],
  ];
  expect(await linesOf(us, body['id'])).toEqual(lines);
  const expanded = await us.call('GET', `${path}/${String(body['id'])}`, {
    form: {
      expand: [
        'source_balance.payments.balance_transaction',
        'destination_balance.issuing.balance_transaction.source',
      ],
    },
  });
  expect(expanded.body).toMatchObject({
    source_balance: { type: 'payments', payments: { balance_transaction: { amount: -30_00 } } },
    destination_balance: {
      type: 'issuing',
      issuing: { balance_transaction: { amount: 30_00, source: { id: body['id'] } } },
    },
  });
  expect(us.sent, 'nothing is left to do').toEqual([]);
});

test('and back', async () => {
  const form = { amount: 30_00, currency: 'usd', ...toPayments };
  expect((await us.call('POST', path, { form })).status).toBe(200);
  expect(await balanceOf(us)).toMatchObject({ available: 100_00, instant: 100_00, issuing: 0 });
});

test('in the euro area it has left, and is nowhere to be spent until a bank opens', async () => {
  const form = { amount: 40_00, currency: 'eur', ...toIssuing };
  const { body } = await german.call('POST', path, { form });
  expect(body).toMatchObject({ status: 'pending', destination_balance: { issuing: {} } });
  expect(Number(body['expected_arrival_date'])).toBeGreaterThan(Number(body['created']));
  expect(await balanceOf(german)).toMatchObject({ available: 60_00, pending: 0, issuing: 0 });
  expect(await linesOf(german, body['id'])).toEqual([
    ['transfer', -40_00, -40_00, 'payments', 'transfer'],
  ]);
  expect(german.sent).toMatchObject([
    {
      kind: 'balance_transfer',
      objectId: body['id'],
      payload: { arrivesAt: body['expected_arrival_date'] },
    },
  ]);
  await expectBooksInOrder(german.database.db);
});

test('what is on its way to the payments balance is pending there', async () => {
  const { db } = german.database;
  await putMoney(db, { scope: german.scope, balance: 'issuing' }, money(5_00n, 'eur'));
  const form = { amount: 5_00, currency: 'eur', ...toPayments };
  await german.call('POST', path, { form });
  expect(await balanceOf(german)).toMatchObject({ available: 60_00, pending: 5_00, issuing: 0 });
});

test.each([
  ['more than is there', { amount: 100_01 }, 'balance_insufficient', 'amount'],
  ['nothing', { amount: 0 }, 'amount_too_small', 'amount'],
  ['another currency', { currency: 'eur' }, 'parameter_invalid', 'currency'],
  [
    'the same balance',
    { destination_balance: { type: 'payments' } },
    'parameter_invalid',
    'destination_balance[type]',
  ],
  [
    'a balance that is none',
    { source_balance: { type: 'allocated_funds' } },
    'parameter_invalid',
    'source_balance[type]',
  ],
])('%s is refused, and nothing has moved', async (_what, change, code, param) => {
  const before = await balanceOf(us);
  const form = { amount: 1_00, currency: 'usd', ...toIssuing, ...change };
  const { status, body } = await us.call('POST', path, { form });
  expect([status, body]).toMatchObject([400, { error: { code, param } }]);
  expect(await balanceOf(us)).toEqual(before);
});

test('transfers are listed newest first, and another account’s are nobody’s', async () => {
  const { body } = await us.call('GET', path);
  expect(body).toMatchObject({ data: [{ amount: 30_00 }, { amount: 30_00 }], has_more: false });
  const form = { amount: 1_00, currency: 'usd', ...toIssuing };
  const { body: newest } = await us.call('POST', path, { form });
  const { body: first } = await us.call('GET', path, { form: { limit: 1 } });
  expect(first).toMatchObject({ data: [{ id: newest['id'] }], has_more: true });
  expect((await german.call('GET', `${path}/${String(newest['id'])}`)).status).toBe(404);
  expect((await us.call('GET', `${path}/nothing`)).status).toBe(404);
});

test('the same idempotency key moves money once', async () => {
  const before = await balanceOf(us);
  const request = {
    form: { amount: 1_00, currency: 'usd', ...toIssuing },
    headers: { 'Idempotency-Key': 'transfer-once' },
  };
  const [one, two] = [await us.call('POST', path, request), await us.call('POST', path, request)];
  expect(two.body).toEqual(one.body);
  expect((await balanceOf(us))['issuing']).toBe((before['issuing'] ?? 0) + 1_00);
});

/** Risk: two that each see enough, and together take more than there is. */
test('of transfers at once as many are carried out as the balance has money for', async () => {
  const api = await openTestApi();
  const { db } = api.database;
  await putMoney(db, { scope: api.scope, balance: 'payments' }, money(7_00n, 'usd'));
  const form = { amount: 2_00, currency: 'usd', ...toIssuing };
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => api.call('POST', path, { form })),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(await balanceOf(api)).toMatchObject({ available: 1_00, issuing: 6_00 });
  await expectBooksInOrder(db);
  await api.close();
});
