/**
 * Fifty cards on their way to their holders, fifty top-ups on their way from a bank and a settlement day, while
 * worker and Temporal are killed three times: when half of it is ordered, while the clock advances, and while
 * cards are shipped. What was asked for happens all the same, and nothing of it twice.
 */
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, openInstance } from '../support/instance.ts';

const EACH = 50;
const AT_ONCE = 5;
const PURCHASE = 700;
const TOP_UP = 1_000;
const FUNDS = 100_000;
const DAY = 86_400;
/** A Monday on which every bank is open. */
const START = Date.parse('2027-03-01T15:00:00Z') / 1_000;
const ADDRESS = {
  line1: '510 Townsend St',
  city: 'San Francisco',
  state: 'CA',
  postal_code: '94103',
  country: 'US',
};

let instance: Instance;
let stripe: Stripe;
beforeAll(async () => {
  instance = await openInstance();
  ({ stripe } = instance);
});
afterAll(() => instance.close());

/** Does something to each, a few at a time, and says so after each. */
async function eachOf<T, R>(
  all: readonly T[],
  act: (one: T, index: number) => Promise<R>,
  onDone: (count: number) => void = () => {},
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      const one = all[index];
      if (one !== undefined) results.push(await act(one, index));
      onDone(results.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return results;
}
const FIFTY = Array.from({ length: EACH }, (_, index) => index);

/** Without a word to either: what they were doing is for whoever comes after them, when all is started again. */
function killWorkerAndTemporal(): void {
  expect(instance.kill('worker/main.ts')).toBeGreaterThan(0);
  expect(instance.kill('start-dev')).toBeGreaterThan(0);
  instance.kill();
  starting = instance.start();
}
let starting = Promise.resolve();

/** As a client does it that means what it asks for: again under the same key, until it is answered. */
async function insist<T>(act: () => Promise<T>): Promise<T> {
  const answers: T[] = [];
  const asked = async (): Promise<number> => {
    await starting;
    await act().then((answer) => void answers.push(answer), unlessAway);
    return answers.length;
  };
  await expect.poll(asked, { timeout: 120_000, interval: 200 }).toBe(1);
  const [answer] = answers;
  if (answer === undefined) throw new Error('it was answered');
  return answer;
}
function unlessAway(error: unknown): void {
  const isAway =
    error instanceof Stripe.errors.StripeConnectionError ||
    (error instanceof Stripe.errors.StripeError &&
      [404, 409, 429, 503].includes(error.statusCode ?? 0));
  if (!isAway) throw error;
}

async function openHolder(): Promise<string> {
  const { id } = await stripe.issuing.cardholders.create({
    name: 'Jenny Rosen',
    individual: {
      first_name: 'Jenny',
      last_name: 'Rosen',
      dob: { day: 1, month: 11, year: 1981 },
      card_issuing: { user_terms_acceptance: { date: 1_700_000_000, ip: '203.0.113.7' } },
    },
    billing: { address: ADDRESS },
  });
  const disabled = async () =>
    (await stripe.issuing.cardholders.retrieve(id)).requirements.disabled_reason;
  await expect.poll(disabled, { timeout: 20_000 }).toBeNull();
  return id;
}

async function advance(clock: string, to: number, meanwhile: () => void = () => {}): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: to });
  meanwhile();
  const status = async () =>
    (await insist(() => stripe.testHelpers.testClocks.retrieve(clock))).status;
  await expect.poll(status, { timeout: 120_000, interval: 200 }).toBe('ready');
}

/** Until it is done: what was done by somebody who died before he could say so cannot be done once more. */
const move = (card: string, to: 'deliverCard' | 'shipCard', status: string): Promise<string> =>
  insist(async () => {
    const { shipping } = await stripe.issuing.cards.retrieve(card);
    if (shipping?.status !== status) await stripe.testHelpers.issuing.cards[to](card);
    return status;
  });

/** Risk: an order that is lost with the process that took it, or carried out once more by the next. */
test('cards, top-ups and a settlement day survive the deaths of worker and Temporal, each once', async () => {
  await instance.start();
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START });
  await stripe.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', {
    amount: FUNDS,
    currency: 'usd',
  });
  const cardholder = await openHolder();
  const plain = { cardholder, currency: 'usd' } as const;
  const payer = await stripe.issuing.cards.create({ ...plain, type: 'virtual', status: 'active' });

  const order = async (_: number, index: number): Promise<string> => {
    const named = (what: string) => ({ idempotencyKey: `${what} ${index}` });
    const { issuing } = stripe.testHelpers;
    const shipping = { name: 'Jenny Rosen', address: ADDRESS, service: 'standard' } as const;
    const card = { ...plain, type: 'physical', shipping } as const;
    const topUp = { amount: TOP_UP, currency: 'usd', source: 'btok_us_verified' };
    const [{ id }, , purchase] = await Promise.all([
      insist(() => stripe.issuing.cards.create(card, named('card'))),
      insist(() =>
        stripe.rawRequest(
          'POST',
          '/v1/topups',
          { ...topUp, destination_balance: 'issuing' },
          named('top-up'),
        ),
      ),
      insist(() =>
        issuing.authorizations.create({ card: payer.id, amount: PURCHASE }, named('purchase')),
      ),
    ]);
    await insist(() => issuing.authorizations.capture(purchase.id, {}, named('capture')));
    return id;
  };
  const cards = await eachOf(FIFTY, order, (count) => {
    if (count === EACH / 2) killWorkerAndTemporal();
  });

  await advance(clock.id, START + DAY, () => void instance.kill('worker/main.ts'));
  await eachOf(
    cards,
    (card) => move(card, 'shipCard', 'shipped'),
    (count) => {
      if (count === EACH / 2) killWorkerAndTemporal();
    },
  );
  await eachOf(cards, (card) => move(card, 'deliverCard', 'delivered'));
  await advance(clock.id, START + 10 * DAY);

  const topUps = await stripe.topups.list({ limit: 100 });
  expect(topUps.data.map(({ status }) => status)).toEqual(FIFTY.map(() => 'succeeded'));
  const listed = await stripe.issuing.cards.list({ type: 'physical', limit: 100 });
  expect(listed.data.map(({ shipping: to }) => to?.status)).toEqual(FIFTY.map(() => 'delivered'));
  const lines = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({
    limit: 1_000,
  });
  const countOf = (type: string): number => lines.filter((line) => line.type === type).length;
  expect(countOf('topup')).toBe(EACH + 1);
  expect(countOf('stripe_fee')).toBe(EACH);
  expect(countOf('issuing_transaction')).toBe(EACH);
  const balance = await stripe.balance.retrieve();
  expect(balance.issuing?.available[0]?.amount).toBe(FUNDS + EACH * (TOP_UP - PURCHASE));
  const paid = { status: 'complete', transaction_count: EACH, net_total_amount: EACH * PURCHASE };
  expect(await stripe.rawRequest('GET', '/v1/issuing/settlements')).toMatchObject({ data: [paid] });

  const verification = instance.run('verify-ledger');
  expect(verification.stdout).toContain('The ledger is right');
  expect(verification.status).toBe(0);
}, 600_000);
