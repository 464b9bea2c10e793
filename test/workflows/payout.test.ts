import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { money } from '../../domain/money.ts';
import { ACCOUNT_NUMBERS, addExternalAccount } from '../support/external-account.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { putMoney } from '../support/payments-money.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const at = (time: string): number => Date.parse(time) / 1_000;
/** A Tuesday, 10:00 in New York. */
const START = at('2027-03-02T15:00:00Z');
const CUTOFF = at('2027-03-03T01:30:00Z');
const NEXT_MORNING = at('2027-03-03T14:00:00Z');

let lab: ClockLab;
let stripe: Stripe;
let clock: Stripe.TestHelpers.TestClock;
const destinations: Record<string, string> = {};

beforeAll(async () => {
  lab = await openClockLab();
  stripe = lab.stripe;
  const { api } = lab;
  for (const [name, accountNumber] of Object.entries(ACCOUNT_NUMBERS))
    destinations[name] = await addExternalAccount(api, { accountNumber });
  for (const balance of ['payments', 'issuing'] as const)
    await putMoney(api.database.db, { scope: api.scope, balance }, money(10_000_00n, 'usd'));
});
beforeEach(async () => {
  clock = await lab.create(START);
});
afterEach(async () => {
  await expectBooksInOrder(lab.api.database.db);
  await stripe.testHelpers.testClocks.del(clock.id);
});
afterAll(() => lab.close());

const payOut = (params: Partial<Stripe.PayoutCreateParams & { source_balance: string }> = {}) => {
  const destination = destinations['good'] ?? '';
  return stripe.payouts.create({ amount: 100_00, currency: 'usd', destination, ...params });
};
const available = async (): Promise<number> =>
  (await stripe.balance.retrieve()).available[0]?.amount ?? 0;
const linesOf = async ({ id }: Stripe.Payout): Promise<unknown[]> => {
  const { data } = await stripe.balanceTransactions.list({ payout: id });
  return data.map(({ type, amount, balance_type, created }) => [
    type,
    amount,
    balance_type,
    created,
  ]);
};
const eventsOf = async ({ id }: Stripe.Payout): Promise<unknown[]> => {
  const { data } = await stripe.events.list({ limit: 100, type: 'payout.*' });
  const about = data.filter(({ data: { object } }) => Reflect.get(object, 'id') === id);
  return about.toReversed().map(({ type, created }) => [type, created]);
};
const resultOf = ({ id }: Stripe.Payout): Promise<unknown> =>
  lab.temporal.client.workflow.getHandle(`payout:${id}`).result();

test('a payout leaves with the file of its day, arrives the next morning, and is final a week later', async () => {
  const before = await available();
  const payout = await payOut({ statement_descriptor: 'WEEK 9', metadata: { week: '9' } });
  expect(payout).toMatchObject({
    amount: 100_00,
    status: 'pending',
    arrival_date: NEXT_MORNING,
    automatic: false,
    method: 'standard',
    source_type: 'card',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  });
  expect(await available()).toBe(before - 100_00);
  await lab.advance(clock.id, CUTOFF - 1);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'pending' });
  await lab.advance(clock.id, CUTOFF);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'in_transit' });
  await lab.advance(clock.id, NEXT_MORNING);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({
    status: 'paid',
    failure_balance_transaction: null,
    trace_id: { status: 'supported', value: expect.any(String) },
  });
  expect(await linesOf(payout)).toEqual([['payout', -100_00, 'payments', START]]);
  expect(await eventsOf(payout)).toEqual([
    ['payout.created', START],
    ['payout.updated', CUTOFF],
    ['payout.paid', NEXT_MORNING],
  ]);
  await lab.advance(clock.id, NEXT_MORNING + 8 * 86_400);
  expect(await resultOf(payout)).toBe('paid');
});

test('an account that does not exist gives the money back, and gets no more', async () => {
  const before = await available();
  const payout = await payOut({ destination: destinations['unknown'] ?? '' });
  await lab.advance(clock.id, NEXT_MORNING);
  const failed = await stripe.payouts.retrieve(payout.id, {
    expand: ['failure_balance_transaction', 'destination'],
  });
  expect(failed).toMatchObject({
    status: 'failed',
    failure_code: 'no_account',
    failure_message: expect.stringContaining('no account'),
    failure_balance_transaction: { type: 'payout_failure', amount: 100_00, source: payout.id },
    destination: { status: 'errored' },
  });
  expect(await available()).toBe(before);
  expect(await resultOf(payout)).toBe('failed');
  const again = payOut({ destination: destinations['unknown'] ?? '' });
  await expect(again).rejects.toMatchObject({ code: 'parameter_invalid', param: 'destination' });
});

test('a payout that was paid may still come back, and the money with it', async () => {
  const before = await available();
  const payout = await payOut({ destination: destinations['unknownLater'] ?? '' });
  await lab.advance(clock.id, NEXT_MORNING);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'paid' });
  expect(await available()).toBe(before - 100_00);
  const returnedAt = at('2027-03-05T14:00:00Z');
  await lab.advance(clock.id, returnedAt);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'failed' });
  expect(await available()).toBe(before);
  expect(await linesOf(payout)).toEqual([
    ['payout_failure', 100_00, 'payments', returnedAt],
    ['payout', -100_00, 'payments', START],
  ]);
  expect((await eventsOf(payout)).at(-1)).toEqual(['payout.failed', returnedAt]);
});

test('a pending payout is canceled once, and its money is there again', async () => {
  const before = await available();
  const payout = await payOut();
  const canceled = await stripe.payouts.cancel(payout.id);
  expect(canceled).toMatchObject({ status: 'canceled', failure_code: null });
  expect(canceled.failure_balance_transaction).toEqual(expect.any(String));
  expect(await available()).toBe(before);
  expect(await linesOf(payout)).toEqual([
    ['payout_cancel', 100_00, 'payments', START],
    ['payout', -100_00, 'payments', START],
  ]);
  expect(await eventsOf(payout)).toEqual([
    ['payout.created', START],
    ['payout.canceled', START],
  ]);
  const again = stripe.payouts.cancel(payout.id);
  await expect(again).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect(await resultOf(payout)).toBe('canceled');
});

test('nobody cancels what is at the bank', async () => {
  const payout = await payOut();
  await lab.advance(clock.id, CUTOFF);
  const late = stripe.payouts.cancel(payout.id);
  await expect(late).rejects.toMatchObject({ code: 'status_transition_invalid' });
  await lab.advance(clock.id, NEXT_MORNING);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'paid' });
});

test('an instant payout arrives within thirty minutes, at night and from the Issuing balance too', async () => {
  await lab.advance(clock.id, at('2027-03-07T05:00:00Z'));
  const payout = await payOut({ method: 'instant', source_balance: 'issuing' });
  expect(payout).toMatchObject({ method: 'instant', source_type: 'issuing' });
  const arrival = at('2027-03-07T05:30:00Z');
  expect(payout.arrival_date).toBe(arrival);
  await lab.advance(clock.id, arrival);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'paid' });
  expect(await linesOf(payout)).toEqual([['payout', -100_00, 'issuing', arrival - 1800]]);
});

test('a payout before a long weekend waits for the banks to open', async () => {
  // Friday afternoon before Memorial Day.
  await lab.advance(clock.id, at('2027-05-28T19:00:00Z'));
  expect(await payOut()).toMatchObject({ arrival_date: at('2027-06-01T13:00:00Z') });
});

test('a reversal debits the bank account, and the money is back when the bank says so', async () => {
  const before = await available();
  const payout = await payOut();
  const early = stripe.payouts.reverse(payout.id);
  await expect(early).rejects.toMatchObject({ code: 'status_transition_invalid' });
  await lab.advance(clock.id, NEXT_MORNING);
  const reversal = await stripe.payouts.reverse(payout.id, { metadata: { why: 'twice' } });
  expect(reversal).toMatchObject({
    amount: -100_00,
    original_payout: payout.id,
    status: 'pending',
    balance_transaction: null,
    metadata: { why: 'twice' },
  });
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ reversed_by: reversal.id });
  const twice = stripe.payouts.reverse(payout.id);
  await expect(twice).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect(await available()).toBe(before - 100_00);
  await lab.advance(clock.id, NEXT_MORNING + 7 * 86_400);
  const done = await stripe.payouts.retrieve(reversal.id, { expand: ['balance_transaction'] });
  expect(done).toMatchObject({
    status: 'paid',
    balance_transaction: { type: 'payout', amount: 100_00 },
  });
  expect(await available()).toBe(before);
});

/** Risk: money that came back by both ways and stays twice. */
test('a payout that comes back while it is reversed, and a reversal that comes back too, leave what was there', async () => {
  const before = await available();
  const accountNumber = `4${ACCOUNT_NUMBERS.unknownLater}`;
  const destination = await addExternalAccount(lab.api, { accountNumber });
  const payout = await payOut({ destination });
  await lab.advance(clock.id, NEXT_MORNING);
  const reversal = await stripe.payouts.reverse(payout.id);
  await lab.advance(clock.id, NEXT_MORNING + 30 * 86_400);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'failed' });
  expect(await stripe.payouts.retrieve(reversal.id)).toMatchObject({
    status: 'failed',
    failure_code: 'insufficient_funds',
  });
  expect((await linesOf(reversal)).map((line) => Array.isArray(line) && line[1])).toEqual([
    -100_00, 100_00,
  ]);
  expect(await available()).toBe(before);
});

test('a reversal that is canceled leaves the payout as it was', async () => {
  const payout = await payOut();
  await lab.advance(clock.id, NEXT_MORNING);
  const reversal = await stripe.payouts.reverse(payout.id);
  await stripe.payouts.cancel(reversal.id);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({
    status: 'paid',
    reversed_by: null,
  });
  expect(await stripe.payouts.reverse(payout.id)).toMatchObject({ original_payout: payout.id });
});

/** Risk: a run that is lost when the bank has it, and whose successor pays again or lets it be canceled. */
test('a run that was lost is taken up where the payout stands', async () => {
  const before = await available();
  const payout = await payOut();
  await lab.advance(clock.id, CUTOFF);
  const { client, taskQueue } = lab.temporal;
  const workflowId = `payout:${payout.id}`;
  await client.workflow.getHandle(workflowId).terminate('a test loses it');
  const { accountId, livemode } = lab.api.scope;
  const input = { accountId, livemode, payoutId: payout.id, cutoffAt: CUTOFF, frozenAt: CUTOFF };
  await client.workflow.start('payout', { workflowId, taskQueue, args: [input] });
  await lab.advance(clock.id, NEXT_MORNING);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'paid' });
  expect(await linesOf(payout)).toEqual([['payout', -100_00, 'payments', START]]);
  expect(await available()).toBe(before - 100_00);
});
