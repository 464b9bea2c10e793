import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getSource } from '../../db/sources/get.ts';
import { instantOf } from '../../domain/calendar/zone.ts';
import { breaker } from '../support/break-once.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const NEW_YORK = 'America/New_York';
const START = instantOf('2026-11-23', '10:00', NEW_YORK);
const CUTOFF = instantOf('2026-11-23', '20:30', NEW_YORK);
const ARRIVES = instantOf('2026-11-24', '09:00', NEW_YORK);
const DAY = 86_400;

const faults = breaker();
let lab: ClockLab;
let stripe: Stripe;
beforeAll(async () => {
  lab = await openClockLab({ wrap: faults.wrap });
  stripe = lab.stripe;
});
afterAll(() => lab.close());

/** On a clock of its own: what becomes of a bank account with this number. */
async function onClock<T>(live: (clock: string) => Promise<T>): Promise<T> {
  const { id } = await lab.create(START);
  const result = await live(id);
  await stripe.testHelpers.testClocks.del(id);
  return result;
}

async function claim(accountNumber = '000123456789'): Promise<Stripe.Source> {
  const { id: token } = await stripe.tokens.create({
    bank_account: { country: 'US', account_number: accountNumber, routing_number: '110000000' },
  });
  return stripe.sources.create({ type: 'ach_debit', token });
}

const enter = (source: string, values: string[]): Promise<Stripe.Source> =>
  stripe.sources.verify(source, { values });

const tracesOf = async (id: string): Promise<unknown> => {
  const { data } = await stripe.events.list({ limit: 100, type: 'source.*' });
  return {
    status: (await stripe.sources.retrieve(id)).status,
    events: data
      .filter(({ data: { object } }) => Reflect.get(object, 'id') === id)
      .map(({ type, created }) => [type, created]),
  };
};

const workflowOf = async (source: string): Promise<string> => {
  const { db } = lab.api.database;
  const row = await getSource(db, lab.api.scope, source);
  const handle = lab.temporal.client.workflow.getHandle(
    `bank-account-verification:${row.bank_account_id}`,
  );
  return (await handle.describe()).status.name;
};

describe('a bank account that somebody claims', () => {
  test('can be proved once its micro-deposits have been sent, and then be charged', async () => {
    await onClock(async (clock) => {
      const { id } = await claim();
      await expect(enter(id, ['32', '45'])).rejects.toMatchObject({
        code: 'bank_account_verification_failed',
      });
      await lab.advance(clock, CUTOFF);
      await lab.advance(clock, ARRIVES);
      await expect(enter(id, ['32', '44'])).rejects.toMatchObject({
        message: expect.stringContaining('left: 9'),
      });
      expect(await enter(id, ['45', '32'])).toMatchObject({ status: 'chargeable' });
      expect(await enter(id, ['32', '45'])).toMatchObject({ status: 'chargeable' });
      await expect.poll(() => workflowOf(id)).toBe('COMPLETED');
      expect(await tracesOf(id)).toEqual({
        status: 'chargeable',
        events: [['source.chargeable', ARRIVES]],
      });
      const topup = await stripe.topups.create({ amount: 100, currency: 'usd', source: id });
      expect(topup.status).toBe('pending');
    });
  });

  test('has failed after ten wrong tries', async () => {
    await onClock(async (clock) => {
      const { id } = await claim();
      await lab.advance(clock, ARRIVES);
      for (let tries = 0; tries < 10; tries += 1)
        await expect(enter(id, ['1', '2'])).rejects.toMatchObject({
          code: 'bank_account_verification_failed',
        });
      await expect(enter(id, ['32', '45'])).rejects.toMatchObject({
        code: 'bank_account_verification_failed',
      });
      expect(await tracesOf(id)).toMatchObject({ status: 'failed' });
      await expect.poll(() => workflowOf(id)).toBe('COMPLETED');
    });
  });

  test('has failed after ten days in which nobody entered anything', async () => {
    await onClock(async (clock) => {
      const { id } = await claim();
      await lab.advance(clock, START + 10 * DAY - 1);
      expect(await tracesOf(id)).toEqual({ status: 'pending', events: [] });
      await lab.advance(clock, START + 10 * DAY);
      expect(await tracesOf(id)).toEqual({
        status: 'failed',
        events: [['source.failed', START + 10 * DAY]],
      });
    });
  });

  test('has failed when micro-deposits cannot be sent to it', async () => {
    await onClock(async (clock) => {
      const { id } = await claim('000666666661');
      await lab.advance(clock, CUTOFF);
      expect(await tracesOf(id)).toEqual({
        status: 'failed',
        events: [['source.failed', CUTOFF]],
      });
    });
  });
});

/** Risk: amounts that were sent and forgotten, or an account that is proved and told as failed. */
test.each([
  { name: 'sendMicroDeposits', entered: true },
  { name: 'readVerification', entered: true },
  { name: 'expireVerification', entered: false },
] as const)(
  '$name may fail before or after its effect: the end is the same',
  async ({ name, entered }) => {
    const live = () =>
      onClock(async (clock) => {
        const { id } = await claim();
        await lab.advance(clock, ARRIVES);
        if (entered) await enter(id, ['32', '45']);
        await lab.advance(clock, START + 11 * DAY);
        await expect.poll(() => workflowOf(id)).toBe('COMPLETED');
        return tracesOf(id);
      });
    const whole = await live();
    for (const moment of ['before', 'after'] as const) {
      faults.plan({ name, call: 1, moment });
      expect(await live()).toEqual(whole);
      expect(faults.hasBroken(), `${name} was broken ${moment} its effect`).toBe(true);
    }
  },
  120_000,
);
