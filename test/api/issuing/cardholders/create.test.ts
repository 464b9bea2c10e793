import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { unseal } from '../../../../infra/crypto/seal.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { ACME, addAccount, eventsOf, IN_LONDON, JENNY, refusal } from '../fixtures.ts';

const PATH = '/v1/issuing/cardholders';
let api: TestApi;
let stripe: Stripe;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
afterAll(() => api.close());

test('an individual is what its creator said, and is being screened', async () => {
  const cardholder = await stripe.issuing.cardholders.create({
    ...JENNY,
    preferred_locales: ['de', 'en'],
    metadata: { order: '17' },
  });
  expect(cardholder).toMatchObject({
    object: 'issuing.cardholder',
    billing: { address: { ...JENNY.billing.address, line2: null } },
    company: null,
    email: JENNY.email,
    individual: {
      ...JENNY.individual,
      card_issuing: {
        user_terms_acceptance: { date: 1_700_000_000, ip: '203.0.113.7', user_agent: null },
      },
      verification: { document: null },
    },
    livemode: false,
    metadata: { order: '17' },
    name: 'Jenny Rosen',
    phone_number: '+12025550123',
    preferred_locales: ['de', 'en'],
    requirements: { disabled_reason: 'under_review', past_due: [] },
    status: 'active',
    type: 'individual',
  });
  expect(await stripe.issuing.cardholders.retrieve(cardholder.id)).toEqual(cardholder);
});

test('creation is told by an event and asks for a screening, without any personal data', async () => {
  const { id } = await stripe.issuing.cardholders.create(JENNY);
  const events = await eventsOf(stripe, id);
  expect(events.map(({ type }) => type)).toEqual(['issuing_cardholder.created']);
  expect(api.sent.filter(({ objectId }) => objectId === id)).toMatchObject([
    {
      kind: 'cardholder_screening',
      payload: { ...api.scope, cardholderId: id, request: 1 },
    },
  ]);
  expect(JSON.stringify(api.sent)).not.toMatch(/Jenny|Rosen|example/);
});

test('what is missing is told from the first moment', async () => {
  const { individual: _, ...anonymous } = JENNY;
  const cardholder = await stripe.issuing.cardholders.create(anonymous);
  expect(cardholder.requirements).toEqual({
    disabled_reason: 'under_review',
    past_due: [
      'individual.card_issuing.user_terms_acceptance.date',
      'individual.card_issuing.user_terms_acceptance.ip',
      'individual.dob.day',
      'individual.dob.month',
      'individual.dob.year',
      'individual.first_name',
      'individual.last_name',
    ],
  });
});

test('a phone number without a country code belongs to the country of the address', async () => {
  const local = await stripe.issuing.cardholders.create({
    ...JENNY,
    phone_number: '(202) 555-0123',
  });
  expect(local.phone_number).toBe('+12025550123');
});

test('the tax id of a company is sealed for it, and only its presence is told', async () => {
  const company = await stripe.issuing.cardholders.create({
    ...ACME,
    company: { tax_id: '12-3456789' },
  });
  expect(company).toMatchObject({ individual: null, company: { tax_id_provided: true } });
  const { tax_id_sealed: sealed } = await getCardholder(api.database.db, api.scope, company.id);
  if (sealed === null) throw new Error('the tax id was not kept');
  expect(sealed.toString('latin1')).not.toContain('3456789');
  const place = `issuing_cardholder.tax_id:${company.id}`;
  expect(unseal(api.deps.keyring, place, sealed)).toBe('12-3456789');
  expect(() => unseal(api.deps.keyring, `${place}x`, sealed)).toThrow('altered or moved');
});

describe('limits of a cardholder', () => {
  const limit = { amount: 10_000, interval: 'monthly' } as const;

  test('are in the currency of the account, in which all its cards pay', async () => {
    const own = await stripe.issuing.cardholders.create({
      ...JENNY,
      spending_controls: { spending_limits: [limit] },
    });
    expect(own.spending_controls).toMatchObject({
      spending_limits: [{ ...limit, categories: null }],
      spending_limits_currency: 'usd',
    });
    const named = { spending_limits: [limit], spending_limits_currency: 'eur' };
    const reply = await api.call('POST', PATH, { form: { ...JENNY, spending_controls: named } });
    const param = 'spending_controls[spending_limits_currency]';
    expect(reply).toMatchObject(refusal(400, 'parameter_invalid', param));
  });

  test('are bounded', async () => {
    const limits = Array.from({ length: 51 }, () => limit);
    const reply = await api.call('POST', PATH, {
      form: { ...JENNY, spending_controls: { spending_limits: limits } },
    });
    expect(reply).toMatchObject(
      refusal(400, 'parameter_invalid', 'spending_controls[spending_limits]'),
    );
  });
});

const address = JENNY.billing.address;
const at = (changed: object) => ({ billing: { address: { ...address, ...changed } } });
const as = (changed: object) => ({ individual: { ...JENNY.individual, ...changed } });
const terms = (changed: object) => as({ card_issuing: { user_terms_acceptance: changed } });
const [born, accepted] = ['individual[dob]', 'individual[card_issuing][user_terms_acceptance]'];

test.each<[object, string, string, number?]>([
  [{ name: undefined }, 'parameter_missing', 'name'],
  [{ name: '' }, 'parameter_invalid_empty', 'name'],
  [{ name: 'Jenny Rosen the Twenty-Fifth' }, 'parameter_invalid', 'name'],
  [{ name: 'J3nny' }, 'invalid_characters', 'name'],
  [{ type: 'robot' }, 'parameter_invalid', 'type'],
  [{ type: 'company' }, 'parameter_invalid', 'individual'],
  [{ company: { tax_id: '123456789' } }, 'parameter_invalid', 'company'],
  [{ status: 'blocked' }, 'parameter_invalid', 'status'],
  [{ email: 'jenny' }, 'email_invalid', 'email'],
  [{ email: '' }, 'parameter_invalid_empty', 'email'],
  [{ phone_number: '12345' }, 'phone_number_invalid', 'phone_number'],
  [{ phone_number: '+15555555555' }, 'phone_number_invalid', 'phone_number'],
  [{ preferred_locales: ['nl'] }, 'parameter_invalid', 'preferred_locales[0]'],
  [{ billing: undefined }, 'parameter_missing', 'billing'],
  [at({ line1: undefined }), 'parameter_missing', 'billing[address][line1]'],
  [at({ city: undefined }), 'parameter_missing', 'billing[address][city]'],
  [at({ state: undefined }), 'parameter_missing', 'billing[address][state]'],
  [at({ state: 'Texas' }), 'state_unsupported', 'billing[address][state]'],
  [at({ postal_code: '9411' }), 'postal_code_invalid', 'billing[address][postal_code]'],
  [at({ country: 'FR' }), 'country_unsupported', 'billing[address][country]'],
  [at({ county: 'x' }), 'parameter_unknown', 'billing[address][county]'],
  [as({ first_name: 'Анна' }), 'invalid_characters', 'individual[first_name]'],
  [as({ last_name: 'R2D2' }), 'invalid_characters', 'individual[last_name]'],
  [as({ dob: { day: 31, month: 4, year: 1981 } }), 'parameter_invalid', `${born}[day]`],
  [as({ dob: { day: 1, month: 13, year: 1981 } }), 'parameter_invalid', `${born}[month]`],
  [as({ dob: { day: 1, month: 1, year: 1899 } }), 'parameter_invalid', `${born}[year]`],
  [as({ dob: { day: 2, month: 11, year: 2013 } }), 'parameter_invalid', `${born}[year]`],
  [as({ dob: { day: 1, month: 1 } }), 'parameter_missing', `${born}[year]`],
  [as({ dob: { day: 'x', month: 1, year: 1990 } }), 'parameter_invalid_integer', `${born}[day]`],
  [terms({ ip: 'localhost' }), 'parameter_invalid', `${accepted}[ip]`],
  [terms({ date: 4_000_000_000 }), 'parameter_invalid', `${accepted}[date]`],
  [
    as({ verification: { document: { front: 'file_1' } } }),
    'feature_not_available',
    'individual[verification][document]',
  ],
  [
    { spending_controls: { spending_limits_currency: 'jpy' } },
    'parameter_invalid',
    'spending_controls[spending_limits_currency]',
  ],
  [
    { spending_controls: { allowed_categories: ['doctors'], blocked_categories: ['bakeries'] } },
    'parameters_exclusive',
    'spending_controls[blocked_categories]',
  ],
  [{ expand: ['cards'] }, 'expand_invalid', 'expand'],
])('%j is refused with %s at %s', async (...row) => {
  const [changed, code, param, status = 400] = row;
  const reply = await api.call('POST', PATH, { form: { ...JENNY, ...changed } });
  expect(reply).toMatchObject(refusal(status, code, param));
});

test('a tax id that is none is refused, and the refusal does not repeat it', async () => {
  const reply = await api.call('POST', PATH, {
    form: { ...ACME, company: { tax_id: '987654' } },
  });
  expect(reply).toMatchObject(refusal(400, 'parameter_invalid', 'company[tax_id]'));
  expect(JSON.stringify(reply.body)).not.toContain('987654');
});

test('a refused creation leaves nothing behind', async () => {
  const count = async () =>
    (await api.database.db.selectFrom('issuing_cardholder').select('id').execute()).length;
  const before = { rows: await count(), sent: api.sent.length };
  await api.call('POST', PATH, { form: { ...JENNY, name: '1' } });
  expect({ rows: await count(), sent: api.sent.length }).toEqual(before);
});

test('accounts in the UK and the EEA serve both, and not the US', async () => {
  const inUk = await addAccount(api, { country: 'GB', currency: 'gbp' });
  const inFrance = await addAccount(api, { country: 'FR', currency: 'eur' });
  const inOslo = { address: { line1: 'Gate 1', city: 'Oslo', postal_code: '0150', country: 'NO' } };
  for (const key of [inUk, inFrance])
    for (const billing of [IN_LONDON, inOslo]) {
      const form = { ...JENNY, billing, phone_number: '+447400123456' };
      expect(await api.call('POST', PATH, { form, key })).toMatchObject({ status: 200 });
    }
  expect(await api.call('POST', PATH, { form: JENNY, key: inUk })).toMatchObject(
    refusal(400, 'country_unsupported', 'billing[address][country]'),
  );
});
