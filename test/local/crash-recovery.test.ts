import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, openInstance } from '../support/instance.ts';

const PURCHASES = 200;
const AT_ONCE = 8;

let instance: Instance;
let stripe: Stripe;
beforeAll(async () => {
  instance = await openInstance();
  ({ stripe } = instance);
});
afterAll(() => instance.close());

async function openCard(): Promise<string> {
  await stripe.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', {
    amount: 5_000_000,
    currency: 'usd',
  });
  const { id } = await stripe.issuing.cardholders.create({
    name: 'Jenny Rosen',
    individual: {
      first_name: 'Jenny',
      last_name: 'Rosen',
      dob: { day: 1, month: 11, year: 1981 },
      card_issuing: { user_terms_acceptance: { date: 1_700_000_000, ip: '203.0.113.7' } },
    },
    billing: {
      address: { line1: '1 Main', city: 'Rome', state: 'NY', postal_code: '13440', country: 'US' },
    },
  });
  const disabled = async () =>
    (await stripe.issuing.cardholders.retrieve(id)).requirements.disabled_reason;
  await expect.poll(disabled, { timeout: 20_000 }).toBeNull();
  const params = { cardholder: id, currency: 'usd', type: 'virtual', status: 'active' } as const;
  return (await stripe.issuing.cards.create(params)).id;
}

/** The same key and the same parameters each time: who sends it again must not buy twice. */
const buy = (card: string, index: number): Promise<Stripe.Issuing.Authorization> =>
  stripe.testHelpers.issuing.authorizations.create(
    { card, amount: 100 + index },
    { idempotencyKey: `purchase ${index}` },
  );

/** Buys with several tills at once until all is bought or the shop has gone. Tells what was acknowledged. */
async function buyAll(card: string, onBought: (count: number) => void) {
  const acknowledged = new Map<number, string>();
  let next = 0;
  const till = async (): Promise<void> => {
    for (let index = next++; index < PURCHASES; index = next++)
      try {
        const { id, approved } = await buy(card, index);
        if (approved) acknowledged.set(index, id);
        onBought(acknowledged.size);
      } catch {
        // No answer: whether it was bought, only the books know.
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, till));
  return acknowledged;
}

/** Risk: a purchase that was acknowledged and is gone, or one that is there twice after a retry. */
test('a kill of the whole process tree loses no acknowledged purchase and doubles none', async () => {
  await instance.start();
  const card = await openCard();
  const acknowledged = await buyAll(card, (count) => {
    if (count === PURCHASES / 2) instance.kill();
  });
  expect(acknowledged.size).toBeGreaterThanOrEqual(PURCHASES / 2);
  expect(acknowledged.size).toBeLessThan(PURCHASES);

  await instance.start();
  for (const [index, id] of acknowledged) expect((await buy(card, index)).id).toBe(id);
  const again = await buyAll(card, () => {});
  expect(again.size).toBe(PURCHASES);

  const list = stripe.issuing.authorizations.list({ card, limit: 100 });
  const amounts = (await list.autoPagingToArray({ limit: 1_000 })).map(({ amount }) => amount);
  const expected = Array.from({ length: PURCHASES }, (_, index) => 100 + index);
  expect(amounts.toSorted((one, other) => one - other)).toEqual(expected);

  const verification = instance.run('verify-ledger');
  expect(verification.stdout).toContain('The ledger is right');
  expect(verification.status).toBe(0);
}, 240_000);
