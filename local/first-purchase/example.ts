import type Stripe from 'stripe';
import type { Currency } from '../../domain/money.ts';
import { currencyOf } from '../../domain/region/regions.ts';

/** The SDK has this type and does not export it by name. */
type PurchaseParams = Parameters<Stripe['testHelpers']['issuing']['authorizations']['create']>[0];

/** What the first purchase sends, call by call, apart from the ids that are not known before. */
export interface Example {
  readonly funds: { readonly amount: number; readonly currency: string };
  readonly cardholder: Stripe.Issuing.CardholderCreateParams;
  readonly card: Stripe.Issuing.CardCreateParams;
  readonly purchase: Omit<PurchaseParams, 'card'>;
}

interface Home {
  readonly phone: string;
  readonly address: Stripe.Issuing.CardholderCreateParams.Billing['address'];
}

/** Telephone numbers that belong to nobody: they are kept for stories. */
const HOMES: Readonly<Record<Currency, Home>> = {
  usd: {
    phone: '+12025550123',
    address: {
      line1: '1234 Main Street',
      city: 'San Francisco',
      state: 'CA',
      postal_code: '94111',
      country: 'US',
    },
  },
  gbp: {
    phone: '+442079460123',
    address: { line1: '27 Fredrick Ave', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
  },
  eur: {
    phone: '+493023125001',
    address: { line1: 'Lindenstr. 5', city: 'Berlin', postal_code: '10117', country: 'DE' },
  },
};

/** The first purchase of a platform in this country: somebody who lives there buys a coffee. */
export function exampleFor(country: string): Example {
  const currency = currencyOf(country);
  const { phone, address } = HOMES[currency];
  return {
    funds: { amount: 100_000, currency },
    cardholder: {
      type: 'individual',
      name: 'Jenny Rosen',
      email: 'jenny.rosen@example.com',
      phone_number: phone,
      individual: {
        first_name: 'Jenny',
        last_name: 'Rosen',
        dob: { day: 1, month: 11, year: 1981 },
        card_issuing: { user_terms_acceptance: { date: 1_750_000_000, ip: '192.0.2.1' } },
      },
      billing: { address },
    },
    card: { currency, type: 'virtual', status: 'active' },
    purchase: {
      amount: 525,
      merchant_data: { name: 'Corner Coffee', category: 'fast_food_restaurants' },
    },
  };
}
