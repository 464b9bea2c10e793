import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import type { Buyer } from '../load/plan.ts';
import { inParallel } from './in-parallel.ts';
import type { MeasuredApi } from './instance.ts';
import { sdkOptions } from './record-request.ts';

/** As many calls at once as the API has connections to Postgres. */
const WIDTH = 16;
const CARDS_PER_CARDHOLDER = 10;
/** The most that one simulated transfer brings. */
const FUNDS = 99_999_999;
const SCREENING_MS = 120_000;

/** So high that nothing declines for them, and there, so that each purchase is counted and compared. */
const CARD_CONTROLS = {
  blocked_categories: ['wires_money_orders'],
  spending_limits: [
    { amount: 99_999_999, interval: 'per_authorization' },
    { amount: 99_999_999, interval: 'daily' },
    { amount: 99_999_999, interval: 'monthly', categories: ['grocery_stores_supermarkets'] },
  ],
} satisfies Stripe.Issuing.CardCreateParams.SpendingControls;

const CARDHOLDER_CONTROLS = {
  spending_limits: [{ amount: 99_999_999, interval: 'monthly' }],
} satisfies Stripe.Issuing.CardholderCreateParams.SpendingControls;

const CARDHOLDER = {
  type: 'individual',
  name: 'Jenny Rosen',
  email: 'jenny.rosen@example.com',
  phone_number: '+12025550123',
  individual: {
    first_name: 'Jenny',
    last_name: 'Rosen',
    dob: { day: 1, month: 11, year: 1981 },
    card_issuing: { user_terms_acceptance: { date: 1_750_000_000, ip: '192.0.2.1' } },
  },
  billing: {
    address: {
      line1: '1234 Main Street',
      city: 'San Francisco',
      state: 'CA',
      postal_code: '94111',
      country: 'US',
    },
  },
  spending_controls: CARDHOLDER_CONTROLS,
} satisfies Stripe.Issuing.CardholderCreateParams;

export interface ProgramSize {
  readonly cards: number;
  /** Transfers to its Issuing balance: a run must not end for want of money. */
  readonly transfers: number;
}

/** Fills an account over the API, through the official SDK: money, screened cardholders, cards with limits. */
export async function openProgram(
  { host, port }: MeasuredApi,
  secretKey: string,
  { cards: cardCount, transfers }: ProgramSize,
): Promise<Buyer> {
  const stripe = new Stripe(secretKey, { ...sdkOptions(host, port), maxNetworkRetries: 5 });
  await inParallel(transfers, 1, () =>
    stripe.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', {
      amount: FUNDS,
      currency: 'usd',
    }),
  );
  const cardholders = await inParallel(Math.ceil(cardCount / CARDS_PER_CARDHOLDER), WIDTH, () =>
    stripe.issuing.cardholders.create(CARDHOLDER),
  );
  const cards = await inParallel(cardCount, WIDTH, (index) =>
    stripe.issuing.cards.create({
      cardholder: cardholders[Math.floor(index / CARDS_PER_CARDHOLDER)]?.id ?? '',
      currency: 'usd',
      type: 'virtual',
      status: 'active',
      spending_controls: CARD_CONTROLS,
    }),
  );
  await untilScreened(stripe);
  return { secretKey, cards: cards.map(({ id }) => id) };
}

/** A workflow screens each cardholder; until then every purchase declines. */
async function untilScreened(stripe: Stripe): Promise<void> {
  const deadline = performance.now() + SCREENING_MS;
  for await (const { id } of stripe.issuing.cardholders.list({ limit: 100 })) {
    for (;;) {
      const { requirements } = await stripe.issuing.cardholders.retrieve(id);
      if (requirements.disabled_reason === null) break;
      if (performance.now() > deadline)
        throw new Error(`${id} was not screened: ${String(requirements.disabled_reason)}`);
      await sleep(50);
    }
  }
}
