import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTopupActivities } from '../../activities/topup.ts';
import { inOneTransaction } from '../../authorizer/unit-of-work.ts';
import { getTopup } from '../../db/topups/get.ts';
import { money } from '../../domain/money.ts';
import { orderTopUp } from '../../funding/order-top-up.ts';
import { payerOf } from '../../funding/payer.ts';
import type { Bank, Order } from '../../providers/bank/port.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { openTestApi, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const ordered = () =>
  inOneTransaction(api.deps, api.scope, async (work) => {
    const { keyring } = api.deps;
    const payer = await payerOf(work, keyring, { currency: 'usd', source: 'btok_us_verified' });
    const amount = money(100n, 'usd');
    const order = { amount, balanceType: 'issuing', payer, initiatedBy: 'user' } as const;
    return orderTopUp(work, sandboxBank, order);
  });

/** A bank that takes an order and then cannot be heard, once. */
function unheard(): { readonly bank: Bank; readonly orders: readonly Order[] } {
  const orders: Order[] = [];
  const submitDebit = async (order: Order): Promise<string> => {
    orders.push(order);
    if (orders.length === 1) throw new Error('the line went dead');
    return sandboxBank.submitDebit(order);
  };
  return { bank: { ...sandboxBank, submitDebit }, orders };
}

/** Risk: the same money pulled twice, under two keys, by a worker that died between the bank and the database. */
test('what the bank may have is given to it again as the same order, and cannot be canceled', async () => {
  const { id } = await ordered();
  const { bank, orders } = unheard();
  const activities = createTopupActivities({ ...api.deps, bank });
  const pull = { ...api.scope, topupId: id };
  await expect(activities.submitTopup(pull)).rejects.toThrow('the line went dead');
  expect(await activities.cancelTopup(pull)).toEqual({ status: 'pending' });
  expect(await activities.submitTopup(pull)).toEqual({ status: 'pending' });
  expect(await activities.submitTopup(pull)).toEqual({ status: 'pending' });
  expect(orders).toHaveLength(2);
  const comparable = orders.map(({ account, ...order }) => ({
    ...order,
    account: { ...account, accountNumber: account.accountNumber.expose() },
  }));
  expect(comparable[1]).toEqual(comparable[0]);
  expect(comparable[0]).toMatchObject({
    idempotencyKey: `topup:${id}`,
    account: { accountNumber: '000123456789', routingNumber: '110000000' },
  });
  expect((await getTopup(api.database.db, api.scope, id)).bank_reference).not.toBeNull();
});

test('a step that is not possible any more changes nothing and answers with what stands', async () => {
  const { id } = await ordered();
  const activities = createTopupActivities({ ...api.deps, bank: sandboxBank });
  const pull = { ...api.scope, topupId: id };
  const code = 'no_account';
  expect(await activities.reverseTopup({ ...pull, code })).toEqual({ status: 'pending' });
  expect(await activities.settleTopup(pull)).toEqual({ status: 'succeeded' });
  expect(await activities.settleTopup(pull)).toEqual({ status: 'succeeded' });
  expect(await activities.failTopup({ ...pull, code })).toEqual({ status: 'succeeded' });
  expect(await activities.cancelTopup(pull)).toEqual({ status: 'succeeded' });
  expect(await activities.reverseTopup({ ...pull, code })).toEqual({ status: 'reversed' });
  expect(await activities.reverseTopup({ ...pull, code })).toEqual({ status: 'reversed' });
  const { data } = await (await api.sdk()).balanceTransactions.list({ source: id });
  expect(data.map(({ amount }) => amount)).toEqual([-100, 100]);
});
