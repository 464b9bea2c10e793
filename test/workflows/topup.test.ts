import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantOf } from '../../domain/calendar/zone.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { verifiedSource } from '../support/verified-source.ts';
import { JENNY } from '../api/issuing/fixtures.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const NEW_YORK = 'America/New_York';
/** A Monday, before the cut-off; the 26th is Thanksgiving. */
const MONDAY = instantOf('2026-11-23', '10:00', NEW_YORK);
const CUTOFF = instantOf('2026-11-23', '20:30', NEW_YORK);
/** Four business days after the file: Thanksgiving and a weekend lie between. */
const AVAILABLE = instantOf('2026-11-30', '09:00', NEW_YORK);
const DAY = 86_400;

let lab: ClockLab;
let clock: Stripe.TestHelpers.TestClock;
beforeAll(async () => {
  lab = await openClockLab();
});
afterAll(() => lab.close());

/** An account has one clock at a time: each story begins with one of its own. */
async function begin(): Promise<void> {
  clock = await lab.create(MONDAY);
}
async function end(): Promise<void> {
  await expectBooksInOrder(lab.api.database.db);
  await lab.stripe.testHelpers.testClocks.del(clock.id);
}

const issuing = { destination_balance: 'issuing' } as object;
const order = (source: string, more: object = {}): Promise<Stripe.Topup> =>
  lab.stripe.topups.create({ amount: 5_000, currency: 'usd', source, ...more });

const standing = (id: string): Promise<Stripe.Topup> => lab.stripe.topups.retrieve(id);

const eventsOf = async (id: string): Promise<readonly string[]> => {
  const { data } = await lab.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => 'id' in object && object.id === id)
    .map(({ type }) => type)
    .toReversed();
};

const available = async () => {
  const balance = await lab.stripe.balance.retrieve();
  return {
    issuing: balance.issuing?.available[0]?.amount ?? 0,
    payments: balance.available[0]?.amount ?? 0,
  };
};

describe('a top-up that the bank account can pay', () => {
  test('is pending until the fourth business day after its file, and then can be spent', async () => {
    await begin();
    const before = await available();
    const topup = await order('btok_us_verified', {
      statement_descriptor: 'Fuel cards',
      metadata: { order: '17' },
    });
    expect(topup).toMatchObject({
      status: 'pending',
      expected_availability_date: AVAILABLE,
      initiated_by: 'user',
      balance_transaction: null,
      source: { object: 'source', status: 'chargeable', ach_debit: { last4: '6789' } },
    });
    await lab.advance(clock.id, AVAILABLE - 1);
    expect(await standing(topup.id)).toMatchObject({ status: 'pending' });
    expect(await available()).toEqual(before);

    await lab.advance(clock.id, AVAILABLE);
    const done = await lab.stripe.topups.retrieve(topup.id, { expand: ['balance_transaction'] });
    expect(done).toMatchObject({
      status: 'succeeded',
      balance_transaction: {
        amount: 5_000,
        type: 'topup',
        balance_type: 'payments',
        source: topup.id,
      },
    });
    expect(await available()).toEqual({ ...before, payments: before.payments + 5_000 });
    expect(await eventsOf(topup.id)).toEqual(['topup.created', 'topup.succeeded']);
    await end();
  });

  test('fills the Issuing balance when it is told to', async () => {
    await begin();
    const before = await available();
    const topup = await order('btok_us_verified', issuing);
    await lab.advance(clock.id, AVAILABLE);
    expect(await standing(topup.id)).toMatchObject({ status: 'succeeded' });
    expect(await available()).toEqual({ ...before, issuing: before.issuing + 5_000 });
    await end();
  });
});

describe('a top-up that the bank account does not pay', () => {
  test.each([
    ['btok_us_verified_noAccount', 'no_account'],
    ['btok_us_verified_accountClosed', 'account_closed'],
    ['btok_us_verified_insufficientFunds', 'insufficient_funds'],
    ['btok_us_verified_debitNotAuthorized', 'debit_not_authorized'],
    ['btok_us_verified_invalidCurrency', 'invalid_currency'],
  ])('%s fails as %s, and nothing is booked', async (source, failure_code) => {
    await begin();
    const before = await available();
    const { id } = await order(source);
    await lab.advance(clock.id, AVAILABLE);
    const failed = await standing(id);
    expect(failed).toMatchObject({ status: 'failed', failure_code, balance_transaction: null });
    expect(failed.failure_message).toMatch(/bank/i);
    expect(await available()).toEqual(before);
    expect(await eventsOf(id)).toEqual(['topup.created', 'topup.failed']);
    await end();
  });
});

describe('a top-up that is canceled', () => {
  test('before the cut-off pulls nothing', async () => {
    await begin();
    const { id } = await order('btok_us_verified');
    await lab.advance(clock.id, CUTOFF - 1);
    expect(await lab.stripe.topups.cancel(id)).toMatchObject({ id, status: 'canceled' });
    await lab.advance(clock.id, AVAILABLE);
    expect(await standing(id)).toMatchObject({ status: 'canceled', balance_transaction: null });
    expect(await eventsOf(id)).toEqual(['topup.created', 'topup.canceled']);
    await expect(lab.stripe.topups.cancel(id)).rejects.toMatchObject({
      code: 'status_transition_invalid',
    });
    await end();
  });

  test('with the same key again gets the same answer', async () => {
    await begin();
    const { id } = await order('btok_us_verified');
    const key = { idempotencyKey: `cancel-${id}` };
    const first = await lab.stripe.topups.cancel(id, {}, key);
    expect(await lab.stripe.topups.cancel(id, {}, key)).toEqual(first);
    await end();
  });

  test('after the cut-off is refused, and the money comes', async () => {
    await begin();
    const { id } = await order('btok_us_verified');
    await lab.advance(clock.id, CUTOFF);
    await expect(lab.stripe.topups.cancel(id)).rejects.toMatchObject({
      code: 'status_transition_invalid',
    });
    await lab.advance(clock.id, AVAILABLE);
    expect(await standing(id)).toMatchObject({ status: 'succeeded' });
    await end();
  });

  test('while its file leaves is canceled or submitted, and never both', async () => {
    await begin();
    const { id } = await order('btok_us_verified');
    const [canceled] = await Promise.allSettled([
      lab.stripe.topups.cancel(id),
      lab.advance(clock.id, CUTOFF),
    ]);
    await lab.advance(clock.id, AVAILABLE);
    const isCanceled = canceled.status === 'fulfilled';
    expect(await standing(id)).toMatchObject({ status: isCanceled ? 'canceled' : 'succeeded' });
    const { data } = await lab.stripe.balanceTransactions.list({ source: id });
    expect(data).toHaveLength(isCanceled ? 0 : 1);
    await end();
  });

  test('while others cancel it is canceled once', async () => {
    await begin();
    const { id } = await order('btok_us_verified');
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lab.stripe.topups.cancel(id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await eventsOf(id)).toEqual(['topup.created', 'topup.canceled']);
    await end();
  });
});

/** Spends from the Issuing balance what the network has been promised, whatever is left. */
async function spend(amount: number): Promise<void> {
  const { issuing: program, testHelpers } = lab.stripe;
  const { id: cardholder } = await program.cardholders.create(JENNY);
  const cleared = async () => (await program.cardholders.retrieve(cardholder)).requirements;
  await expect.poll(cleared, { timeout: 20_000 }).toMatchObject({ disabled_reason: null });
  const card = await program.cards.create({
    cardholder,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
  });
  await testHelpers.issuing.transactions.createForceCapture({ card: card.id, amount });
}

describe('a top-up that the bank takes back after it came', () => {
  test('is reversed: what was spent of it is below zero, and is followed', async () => {
    await begin();
    const before = await available();
    const { id, expected_availability_date: comes } = await order(
      await verifiedSource(lab.api, '000555555559'),
      issuing,
    );
    await lab.advance(clock.id, comes ?? 0);
    expect(await standing(id)).toMatchObject({ status: 'succeeded', failure_code: null });
    await spend(before.issuing + 3_000);
    expect((await available()).issuing).toBe(2_000);

    await lab.advance(clock.id, (comes ?? 0) + 28 * DAY);
    expect(await standing(id)).toMatchObject({
      status: 'reversed',
      failure_code: 'debit_not_authorized',
    });
    expect(await available()).toEqual({ ...before, issuing: -3_000 });
    expect(await eventsOf(id)).toEqual(['topup.created', 'topup.succeeded', 'topup.reversed']);
    const followed = await lab.stripe.events.list({ types: ['negative_balance.opened'] });
    expect(followed.data).toHaveLength(1);
    const { data } = await lab.stripe.balanceTransactions.list({ source: id });
    expect(data.map(({ type, amount }) => [type, amount])).toEqual([
      ['topup_reversal', -5_000],
      ['topup', 5_000],
    ]);
    await end();
  });

  test('within two business days, for want of money, is reversed too', async () => {
    await begin();
    const { id, expected_availability_date: comes } = await order(
      await verifiedSource(lab.api, '000188888882'),
    );
    // It comes on a Monday: on Wednesday morning the bank takes it back.
    await lab.advance(clock.id, (comes ?? 0) + 2 * DAY - 1);
    expect(await standing(id)).toMatchObject({ status: 'succeeded' });
    await lab.advance(clock.id, (comes ?? 0) + 2 * DAY);
    expect(await standing(id)).toMatchObject({
      status: 'reversed',
      failure_code: 'insufficient_funds',
    });
    await end();
  });
});

describe('the workflow of a top-up', () => {
  test('ends when no return is possible any more, and not before', async () => {
    await begin();
    const { id, expected_availability_date: comes } = await order('btok_us_verified');
    const status = async () => {
      const { status: of } = await lab.temporal.client.workflow.getHandle(`topup:${id}`).describe();
      return of.name;
    };
    await lab.advance(clock.id, (comes ?? 0) + 60 * DAY - 1);
    expect(await status()).toBe('RUNNING');
    await lab.advance(clock.id, (comes ?? 0) + 60 * DAY);
    await expect.poll(status).toBe('COMPLETED');
    await end();
  });
});

/** Who tries it out has no clock, and wants to see what happens. */
test('without a test clock the money is there after ten seconds', async () => {
  const { id } = await order('btok_us_verified');
  await expect
    .poll(async () => (await standing(id)).status, { timeout: 40_000, interval: 500 })
    .toBe('succeeded');
  await expectBooksInOrder(lab.api.database.db);
});
