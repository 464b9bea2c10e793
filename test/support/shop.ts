import { sql } from 'kysely';
import type Stripe from 'stripe';
import type { TestApi } from './api.ts';

type AuthorizationParams = Parameters<
  Stripe['testHelpers']['issuing']['authorizations']['create']
>[0];

export interface Shop {
  readonly stripe: Stripe;
  readonly cardholder: Stripe.Issuing.Cardholder;
  readonly card: Stripe.Issuing.Card;
  readonly fund: (amount: number) => Promise<unknown>;
  readonly buy: (
    amount: number,
    params?: Partial<AuthorizationParams>,
  ) => Promise<Stripe.Issuing.Authorization>;
  readonly issuingBalance: () => Promise<number | undefined>;
}

/** A screened cardholder with an active card that can buy `funds` worth of things, through the official SDK. */
export async function openShop(api: TestApi, funds: number): Promise<Shop> {
  // A crowd waits its turn for a connection: who waited too long is told to come again, and does.
  const stripe = await api.sdk({ maxNetworkRetries: 5 });
  const cardholder = await stripe.issuing.cardholders.create({
    name: 'Jenny Rosen',
    email: 'jenny.rosen@example.com',
    phone_number: '+14155550123',
    individual: {
      first_name: 'Jenny',
      last_name: 'Rosen',
      dob: { day: 1, month: 11, year: 1981 },
      card_issuing: { user_terms_acceptance: { date: 1_700_000_000, ip: '203.0.113.7' } },
    },
    billing: {
      address: {
        line1: '510 Townsend St',
        city: 'San Francisco',
        state: 'CA',
        postal_code: '94103',
        country: 'US',
      },
    },
  });
  await passScreening(api, cardholder.id);
  const card = await stripe.issuing.cards.create({
    cardholder: cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    // Without limits of their own cards get one of 500.00 a day.
    spending_controls: { spending_limits: [{ amount: 99_999_999, interval: 'per_authorization' }] },
  });
  const fund = (amount: number) =>
    stripe.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', { amount, currency: 'usd' });
  if (funds > 0) await fund(funds);
  return {
    stripe,
    cardholder,
    card,
    fund,
    buy: (amount, params) =>
      stripe.testHelpers.issuing.authorizations.create({ card: card.id, amount, ...params }),
    issuingBalance: async () => (await stripe.balance.retrieve()).issuing?.available[0]?.amount,
  };
}

/** What the screening workflow writes for a clean cardholder: no workflow runs beside this API. */
async function passScreening({ database }: TestApi, cardholder: string): Promise<void> {
  await database.owner
    .updateTable('issuing_cardholder')
    .set({ screening: 'clear' })
    .where(sql.ref('id'), '=', cardholder)
    .execute();
}
