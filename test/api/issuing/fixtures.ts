import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { expect } from 'vitest';
import type { IssuingCardholderChange } from '../../../db/database.ts';
import { makeId, parseId } from '../../../domain/ids.ts';
import type { Currency } from '../../../domain/money.ts';
import { nowDate } from '../../../infra/clock.ts';
import { uniqueText } from '../../../infra/ids.ts';
import type { TestApi } from '../../support/api.ts';

/** A cardholder who lacks nothing. */
export const JENNY = {
  name: 'Jenny Rosen',
  email: 'jenny.rosen@example.com',
  phone_number: '+12025550123',
  billing: {
    address: {
      line1: '1 Main Street',
      city: 'San Francisco',
      state: 'CA',
      postal_code: '94111',
      country: 'US',
    },
  },
  individual: {
    first_name: 'Jenny',
    last_name: 'Rosen',
    dob: { day: 1, month: 11, year: 1981 },
    card_issuing: { user_terms_acceptance: { date: 1_700_000_000, ip: '203.0.113.7' } },
  },
} satisfies Stripe.Issuing.CardholderCreateParams;

export const ACME = {
  type: 'company',
  name: 'Acme & Sons',
  billing: JENNY.billing,
} satisfies Stripe.Issuing.CardholderCreateParams;

export const IN_LONDON = {
  address: { line1: '1 High Street', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
};

/** What a refusal looks like, whatever its message. */
export const refusal = (status: number, code: string, param?: string) => ({
  status,
  body: { error: expect.objectContaining({ code, ...(param !== undefined && { param }) }) },
});

/** Changes a cardholder as only the screening and a person may. */
export const settle = async (
  { database, scope }: TestApi,
  cardholder: string,
  change: IssuingCardholderChange,
): Promise<void> => {
  const id = parseId('cardholder', cardholder);
  if (id === undefined) throw new Error(`${cardholder} is no cardholder`);
  await database.db
    .updateTable('issuing_cardholder')
    .set(change)
    .where((eb) => eb.and({ account_id: scope.accountId, livemode: scope.livemode, id }))
    .execute();
};

interface NewAccount {
  readonly country?: string;
  readonly currency?: Currency;
  readonly livemode?: boolean;
  readonly cardIssuing?: 'active' | 'inactive' | 'pending';
}

/** Another account beside the platform, and the secret key that opens it. */
export async function addAccount(
  { database, deps, clock }: TestApi,
  { country = 'US', currency = 'usd', livemode = false, cardIssuing = 'active' }: NewAccount = {},
): Promise<string> {
  const id = makeId('account', uniqueText(clock.nowMs()));
  const mode = livemode ? 'live' : 'test';
  const key = `sk_${mode}_${randomBytes(16).toString('hex')}`;
  const created_at = nowDate(clock);
  await database.db
    .insertInto('account')
    .values({
      id,
      country,
      default_currency: currency,
      business_name: 'Another',
      card_issuing: cardIssuing,
      default_brand: 'MasterCard',
      created_at,
    })
    .execute();
  await database.db
    .insertInto('api_key')
    .values({
      account_id: id,
      livemode,
      id: makeId('apiKey', uniqueText(clock.nowMs())),
      hash: deps.keyring.fingerprint('api_key', key),
      last4: key.slice(-4),
      created_at,
    })
    .execute();
  return key;
}

/** The newest event about an object, and how many there are. */
export async function eventsOf(stripe: Stripe, objectId: string): Promise<Stripe.Event[]> {
  const { data } = await stripe.events.list({ limit: 100 });
  return data.filter(({ data: { object } }) => 'id' in object && object.id === objectId);
}
