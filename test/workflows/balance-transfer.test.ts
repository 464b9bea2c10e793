import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { money } from '../../domain/money.ts';
import { breaker } from '../support/break-once.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { putMoney } from '../support/payments-money.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const at = (time: string): number => Date.parse(time) / 1_000;

const faults = breaker();
let lab: ClockLab;
let stripe: Stripe;
beforeAll(async () => {
  lab = await openClockLab({ wrap: faults.wrap, country: 'DE', currency: 'eur' });
  stripe = lab.stripe;
  const { api } = lab;
  await putMoney(api.database.db, { scope: api.scope, balance: 'payments' }, money(500_00n, 'eur'));
});
afterAll(() => lab.close());

const transfer = async (): Promise<string> => {
  const { body } = await lab.api.call('POST', '/v1/balance_transfers', {
    form: {
      amount: 10_00,
      currency: 'eur',
      source_balance: { type: 'payments' },
      destination_balance: { type: 'issuing' },
    },
  });
  return String(body['id']);
};
const standing = async (id: string): Promise<unknown> => {
  const { body } = await lab.api.call('GET', `/v1/balance_transfers/${id}`);
  const lines = await stripe.balanceTransactions.list({ source: id });
  return {
    status: body['status'],
    arrival: body['expected_arrival_date'],
    lines: lines.data.map(({ amount, balance_type, created }) => [amount, balance_type, created]),
  };
};
const issuing = async (): Promise<number> =>
  (await stripe.balance.retrieve()).issuing?.available[0]?.amount ?? 0;

/** Good Friday and Easter Monday of 2027 are no days of the euro's banks. */
test('over Easter money waits for the banks to open, and then it is there once', async () => {
  const [thursday, opening] = [at('2027-03-25T12:00:00Z'), at('2027-03-30T07:00:00Z')];
  const clock = await lab.create(thursday);
  const before = await issuing();
  const id = await transfer();
  const left = [-10_00, 'payments', thursday];
  expect(await standing(id)).toEqual({ status: 'pending', arrival: opening, lines: [left] });
  await lab.advance(clock.id, opening - 1);
  expect(await issuing()).toBe(before);
  await lab.advance(clock.id, opening);
  const came = [10_00, 'issuing', opening];
  expect(await standing(id)).toEqual({
    status: 'succeeded',
    arrival: opening,
    lines: [came, left],
  });
  expect(await issuing()).toBe(before + 10_00);
  expect(await lab.temporal.client.workflow.getHandle(`balance-transfer:${id}`).result()).toBe(
    'succeeded',
  );
  await stripe.testHelpers.testClocks.del(clock.id);
});

/** Risk: a worker that dies when it has credited the money, and credits it again. */
test.each(['before', 'after'] as const)(
  'when the arrival fails %s its effect, the money arrives once',
  async (moment) => {
    const start = at('2027-06-01T12:00:00Z');
    const clock = await lab.create(start);
    const before = await issuing();
    const id = await transfer();
    faults.plan({ name: 'arriveBalanceTransfer', call: 1, moment });
    const opening = at('2027-06-02T07:00:00Z');
    await lab.advance(clock.id, opening);
    expect(faults.hasBroken()).toBe(true);
    expect(await issuing()).toBe(before + 10_00);
    expect(await standing(id)).toEqual({
      status: 'succeeded',
      arrival: opening,
      lines: [
        [10_00, 'issuing', opening],
        [-10_00, 'payments', start],
      ],
    });
    await expectBooksInOrder(lab.api.database.db);
    await stripe.testHelpers.testClocks.del(clock.id);
  },
);
