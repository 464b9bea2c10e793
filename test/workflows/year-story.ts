import type Stripe from 'stripe';
import { expect } from 'vitest';
import { JENNY } from '../api/issuing/fixtures.ts';
import type { ClockLab } from './clock-lab.ts';

const SHIPPING = {
  name: 'Jenny Rosen',
  address: JENNY.billing.address,
  service: 'priority',
} satisfies Stripe.Issuing.CardCreateParams.Shipping;

const at = (iso: string): number => Date.parse(iso) / 1_000;
const MONDAY = at('2027-01-04T15:00:00Z');
const MINUTE = 60;
const DAY = 86_400;
/** What the card may spend in a month. */
const LIMIT = 600_00;

interface Life {
  readonly lab: ClockLab;
  /** Advances the account's clock, and finds it there. */
  readonly to: (instant: number) => Promise<void>;
  readonly buy: (card: string, amount: number) => Promise<Stripe.Issuing.Authorization>;
}

/**
 * Thirteen months of a card, through the official SDK alone: it is ordered and paid for, spends up to its limit
 * month after month, expires, and is replaced.
 */
export async function liveOneYear(lab: ClockLab): Promise<void> {
  const { stripe } = lab;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: MONDAY, name: '2027' });
  const life: Life = {
    lab,
    to: async (instant) => {
      const { status, frozen_time } = await lab.advance(clock.id, instant);
      expect({ status, frozen_time }).toEqual({ status: 'ready', frozen_time: instant });
    },
    buy: (card, amount) => stripe.testHelpers.issuing.authorizations.create({ card, amount }),
  };
  const cardholder = await stripe.issuing.cardholders.create(JENNY);
  await life.to(MONDAY + MINUTE);
  await fund(life);
  const card = await order(life, {
    cardholder: cardholder.id,
    exp_month: 12,
    exp_year: 2027,
    spending_controls: { spending_limits: [{ amount: LIMIT, interval: 'monthly' }] },
  });
  await receive(life, card, at('2027-01-05T07:00:00Z'));
  for (let month = 1; month <= 12; month++) await spend(life, card, month);
  await replace(life, card);
  await life.to(at('2028-02-05T12:00:00Z'));
}

/** From a bank account, to both balances: cards are paid for from the payments balance. */
async function fund({ lab: { stripe }, to }: Life): Promise<void> {
  const debit = { currency: 'usd', source: 'btok_us_verified' };
  const issuing = await stripe.topups.create({
    ...debit,
    amount: 10_000_00,
    ...({ destination_balance: 'issuing' } as object),
  });
  const payments = await stripe.topups.create({ ...debit, amount: 100_00 });
  expect([issuing.status, payments.status]).toEqual(['pending', 'pending']);
  await to(MONDAY + 2 * MINUTE);
}

type Order = Omit<Stripe.Issuing.CardCreateParams, 'currency' | 'shipping' | 'type'>;

async function order({ lab }: Life, params: Order): Promise<string> {
  const given = { ...params, currency: 'usd', type: 'physical', shipping: SHIPPING } as const;
  const { id, status } = await lab.stripe.issuing.cards.create(given);
  expect(status).toBe('inactive');
  return id;
}

/** By the batch of the day, the mail and the letterbox, into the hand that activates it. */
async function receive({ lab: { stripe }, to }: Life, card: string, batchAt: number) {
  const { cards: mail } = stripe.testHelpers.issuing;
  const shipping = async () => (await stripe.issuing.cards.retrieve(card)).shipping?.status;
  await to(batchAt);
  expect(await shipping()).toBe('submitted');
  await to(batchAt + DAY);
  await mail.shipCard(card);
  await to(batchAt + 4 * DAY);
  await mail.deliverCard(card);
  expect(await shipping()).toBe('delivered');
  await stripe.issuing.cards.update(card, { status: 'active' });
  await to(batchAt + 8 * DAY);
}

/** Up to the limit, beyond it, and again when an approval has lapsed that nobody captured. */
async function spend({ lab: { stripe }, to, buy }: Life, card: string, month: number) {
  const day = (date: number): number => Date.UTC(2027, month - 1, date, 12) / 1_000;
  const { authorizations } = stripe.testHelpers.issuing;
  await to(day(14));
  const groceries = await buy(card, 400_00);
  expect(groceries.approved).toBe(true);
  const tooMuch = await buy(card, 201_00);
  expect(tooMuch).toMatchObject({ approved: false });
  expect(tooMuch.request_history[0]?.reason).toBe('spending_controls');
  const forgotten = await buy(card, 200_00);
  expect(forgotten.approved).toBe(true);
  await authorizations.capture(groceries.id);
  await to(day(20));
  expect((await buy(card, 100_00)).approved).toBe(false);
  await to(day(21));
  expect((await stripe.issuing.authorizations.retrieve(forgotten.id)).status).toBe('expired');
  const late = await buy(card, 100_00);
  expect(late).toMatchObject({ approved: true, created: day(21) });
  await authorizations.reverse(late.id);
}

/** Ordered before it expires, in the hand after it has. */
async function replace(life: Life, card: string): Promise<void> {
  const { stripe } = life.lab;
  await life.to(at('2027-12-29T12:00:00Z'));
  expect((await life.buy(card, 1_00)).approved).toBe(true);
  const next = await order(life, { replacement_for: card, replacement_reason: 'expired' });
  await life.to(at('2028-01-01T00:00:00Z'));
  const expired = await life.buy(card, 1_00);
  expect(expired.approved).toBe(false);
  expect(expired.request_history[0]?.reason).toBe('card_expired');
  await receive(life, next, at('2028-01-01T07:00:00Z'));
  const before = await stripe.issuing.cards.retrieve(card);
  expect(before).toMatchObject({ status: 'canceled', replaced_by: next });
  expect(await life.buy(next, 500_00)).toMatchObject({ approved: true });
}
