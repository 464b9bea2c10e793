import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { negativeBalanceCase } from '../../api/wire/negative-balance.ts';
import { sweepNegativeBalances } from '../../worker/negative-balance-sweeper.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { operatorOf } from '../support/operator.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const DAY = 86_400;
const START = Date.UTC(2027, 1, 1, 12) / 1000;

let lab: ClockLab;
let clockId: string;
let ask: ReturnType<typeof operatorOf>;
let shop: Shop;
beforeAll(async () => {
  lab = await openClockLab();
  shop = await openShop(lab.api, 0);
  clockId = (await lab.create(START)).id;
  ask = operatorOf(lab.api);
});
afterAll(async () => {
  await expectBooksInOrder(lab.api.database.db);
  await lab.close();
});

const sweep = () => sweepNegativeBalances(lab.api.deps);
const now = async (): Promise<number> => (await lab.now()) ?? 0;
const openCases = async () => {
  const { body } = await ask('GET', '/negative_balances');
  return z.array(negativeBalanceCase).parse(body['data']);
};
const overdraw = async (amount: number): Promise<string> => {
  const { transactions } = lab.stripe.testHelpers.issuing;
  await transactions.createForceCapture({ card: shop.card.id, amount });
  await sweep();
  const [found] = await openCases();
  if (!found) throw new Error('nobody follows the balance');
  return found.negative_balance.id;
};
const writeOff = (id: string) => ask('POST', `/negative_balances/${id}/write_off`);
const eventsOf = async (id: string): Promise<readonly string[]> => {
  const rows = lab.api.database.db.selectFrom('event').select('type').where('object_id', '=', id);
  return (await rows.orderBy('id').execute()).map(({ type }) => type);
};

test('while it is below zero purchases are declined, and what comes in fills the hole first', async () => {
  await shop.fund(10_00);
  const id = await overdraw(30_00);
  expect(await openCases()).toMatchObject([
    {
      negative_balance: { id, amount: 20_00, balance_type: 'issuing', status: 'open' },
      workflow_url: `http://temporal/negative-balance:${id}`,
    },
  ]);
  await sweep();
  expect(await openCases()).toHaveLength(1);
  const declined = await shop.buy(1_00);
  expect(declined).toMatchObject({
    approved: false,
    request_history: [{ reason: 'insufficient_funds' }],
  });
  await shop.fund(15_00);
  expect(await shop.buy(1_00)).toMatchObject({ approved: false });
  await shop.fund(6_00);
  expect(await shop.issuingBalance()).toBe(1_00);
  expect(await shop.buy(1_00)).toMatchObject({ approved: true });
  // Who booked the money has told it: no sweep is needed.
  await expect.poll(openCases, { timeout: 20_000 }).toEqual([]);
  expect(await eventsOf(id)).toEqual(['negative_balance.opened', 'negative_balance.resolved']);
});

test('the account is reminded after 7, 30 and 90 days, and after 180 a person may take the loss', async () => {
  const id = await overdraw(50_00);
  const began = await now();
  const reminded = async () =>
    (await eventsOf(id)).filter((type) => type === 'negative_balance.reminded').length;
  for (const [days, count] of [
    [6, 0],
    [7, 1],
    [30, 2],
    [90, 3],
    [179, 3],
  ] as const) {
    await lab.advance(clockId, began + days * DAY);
    expect(await reminded(), `after ${days} days`).toBe(count);
  }
  expect(await writeOff(id)).toMatchObject({
    status: 400,
    body: { error: { code: 'status_transition_invalid' } },
  });
  await lab.advance(clockId, began + 180 * DAY);
  const missing = -((await shop.issuingBalance()) ?? 0);
  const answers = await Promise.all([writeOff(id), writeOff(id)]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    200,
    expect.toBeOneOf([400, 404]),
  ]);
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
    status: 'written_off',
    written_off: missing,
  });
  expect(await shop.issuingBalance()).toBe(0);
  const { data } = await lab.stripe.balanceTransactions.list({ type: 'adjustment' });
  expect(data).toMatchObject([{ amount: missing, balance_type: 'issuing' }]);
  expect(await openCases()).toEqual([]);
});

test('a refund tells nobody: the sweep sees that the balance is filled, or else the week’s look', async () => {
  const refund = (amount: number) =>
    lab.stripe.testHelpers.issuing.transactions.createUnlinkedRefund({
      card: shop.card.id,
      amount,
    });
  const swept = await overdraw(5_00);
  await refund(5_00);
  await sweep();
  await expect.poll(openCases, { timeout: 20_000 }).toEqual([]);
  const looked = await overdraw(5_00);
  await refund(5_00);
  await lab.advance(clockId, (await now()) + 7 * DAY);
  for (const id of [swept, looked])
    expect(await eventsOf(id)).toEqual(['negative_balance.opened', 'negative_balance.resolved']);
  expect(await openCases()).toEqual([]);
});
