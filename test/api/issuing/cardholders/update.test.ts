import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { ACME, addAccount, eventsOf, JENNY, refusal, settle } from '../fixtures.ts';

let api: TestApi;
let stripe: Stripe;
let id: string;
let path: string;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
beforeEach(async () => {
  ({ id } = await stripe.issuing.cardholders.create(JENNY));
  path = `/v1/issuing/cardholders/${id}`;
  await settle(api, id, { screening: 'clear', screening_revision: 1 });
});
afterAll(() => api.close());

const update = (params: Stripe.Issuing.CardholderUpdateParams) =>
  stripe.issuing.cardholders.update(id, params);
const screeningsAsked = () =>
  api.sent.filter(({ objectId }) => objectId === id).map(({ payload }) => payload['request']);
const updates = async () =>
  (await eventsOf(stripe, id)).filter(({ type }) => type === 'issuing_cardholder.updated');

test('what is named changes, the rest stays, and the event tells the former values', async () => {
  const updated = await update({ email: 'jen@example.com', status: 'inactive' });
  expect(updated).toMatchObject({
    email: 'jen@example.com',
    status: 'inactive',
    phone_number: JENNY.phone_number,
    requirements: { disabled_reason: null },
  });
  const [event, ...others] = await updates();
  expect(event?.data).toEqual({
    object: updated,
    previous_attributes: { email: JENNY.email, status: 'active' },
  });
  expect(others).toEqual([]);
});

test('a change of nothing is no event and no screening', async () => {
  const before = await stripe.issuing.cardholders.retrieve(id);
  const { name: _, ...same } = JENNY;
  expect(await update({ ...same, status: 'active' })).toEqual(before);
  expect(await updates()).toEqual([]);
  expect(screeningsAsked()).toEqual([1]);
});

describe('a detail that lists are searched for asks for a new screening', () => {
  test.each<[string, Stripe.Issuing.CardholderUpdateParams]>([
    ['first name', { individual: { first_name: 'Jen' } }],
    ['last name', { individual: { last_name: 'Smith' } }],
    ['birth date', { individual: { dob: { day: 2, month: 11, year: 1981 } } }],
    ['address', { billing: { address: { ...JENNY.billing.address, city: 'Oakland' } } }],
  ])('%s', async (_detail, params) => {
    const updated = await update(params);
    expect(updated.requirements.disabled_reason).toBe('under_review');
    expect(screeningsAsked()).toEqual([1, 2]);
    const [event] = await updates();
    expect(event?.data.previous_attributes).toMatchObject({
      requirements: { disabled_reason: null },
    });
  });

  test('other details ask for none', async () => {
    await update({
      email: 'jen@example.com',
      phone_number: '+12025550199',
      metadata: { a: 'b' },
      preferred_locales: ['en'],
      spending_controls: { blocked_categories: ['doctors'] },
      individual: { card_issuing: { user_terms_acceptance: { user_agent: 'curl' } } },
    });
    expect(screeningsAsked()).toEqual([1]);
  });
});

test('a hash is merged, and an address is replaced as a whole', async () => {
  await update({ individual: { first_name: 'Jen' } });
  const line2 = 'Apt. 2';
  await update({ billing: { address: { ...JENNY.billing.address, line2 } } });
  const updated = await update({ billing: JENNY.billing });
  expect(updated.individual).toMatchObject({ ...JENNY.individual, first_name: 'Jen' });
  expect(updated.billing.address.line2).toBeNull();
});

test('metadata is merged key by key, an empty value deletes its key, an empty text all', async () => {
  expect((await update({ metadata: { a: '1', b: '2' } })).metadata).toEqual({ a: '1', b: '2' });
  expect((await update({ metadata: { b: '3', c: '4' } })).metadata).toEqual({
    a: '1',
    b: '3',
    c: '4',
  });
  expect((await update({ metadata: { a: '' } })).metadata).toEqual({ b: '3', c: '4' });
  expect((await api.call('POST', path, { form: 'metadata=' })).body['metadata']).toEqual({});
});

test('spending controls are replaced list by list, and cleared by an empty text', async () => {
  const limit = { amount: 500, categories: ['bakeries' as const], interval: 'daily' as const };
  await update({
    spending_controls: { spending_limits: [limit], blocked_categories: ['doctors'] },
  });
  const kept = await update({ spending_controls: { allowed_merchant_countries: ['US'] } });
  expect(kept.spending_controls).toMatchObject({
    spending_limits: [limit],
    spending_limits_currency: 'usd',
    blocked_categories: ['doctors'],
    allowed_merchant_countries: ['US'],
  });
  const form = 'spending_controls[spending_limits]=&spending_controls[blocked_categories]=';
  expect((await api.call('POST', path, { form })).body).toMatchObject({
    spending_controls: {
      spending_limits: [],
      blocked_categories: null,
      allowed_merchant_countries: ['US'],
    },
  });
});

test('the second list of a pair is refused while the first stands', async () => {
  await update({ spending_controls: { blocked_categories: ['doctors'] } });
  const reply = await api.call('POST', path, {
    form: { spending_controls: { allowed_categories: ['bakeries'] } },
  });
  expect(reply).toMatchObject(
    refusal(400, 'parameters_exclusive', 'spending_controls[allowed_categories]'),
  );
});

test('what was missing can be sent later, and ends the requirement', async () => {
  const { individual, ...anonymous } = JENNY;
  ({ id } = await stripe.issuing.cardholders.create(anonymous));
  await settle(api, id, { screening: 'clear' });
  expect((await update({ email: 'j@example.com' })).requirements.disabled_reason).toBe(
    'requirements.past_due',
  );
  await update({ individual });
  await settle(api, id, { screening: 'clear' });
  expect((await update({})).requirements).toEqual({ disabled_reason: null, past_due: [] });
});

test('a confirmed match is for good: no status, and no second trial', async () => {
  await settle(api, id, { screening: 'rejected', status: 'blocked' });
  for (const status of ['active', 'inactive'])
    expect(await api.call('POST', path, { form: { status } })).toMatchObject(
      refusal(400, 'status_transition_invalid', 'status'),
    );
  const renamed = await update({ individual: { last_name: 'Smith' } });
  expect(renamed).toMatchObject({
    status: 'blocked',
    requirements: { disabled_reason: 'rejected.listed', past_due: [] },
  });
  expect(screeningsAsked()).toEqual([1]);
});

test.each([
  [{ name: 'Jenny Smith' }, 'parameter_unknown', 'name'],
  [{ type: 'company' }, 'parameter_unknown', 'type'],
  [{ status: 'blocked' }, 'parameter_invalid', 'status'],
  [{ company: { tax_id: '123456789' } }, 'parameter_invalid', 'company'],
  [{ billing: { address: { city: 'Oakland' } } }, 'parameter_missing', 'billing[address][country]'],
])('%j is refused with %s at %s', async (form, code, param) => {
  expect(await api.call('POST', path, { form })).toMatchObject(refusal(400, code, param));
});

test('a company has no individual', async () => {
  const company = await stripe.issuing.cardholders.create(ACME);
  const reply = await api.call('POST', `/v1/issuing/cardholders/${company.id}`, {
    form: { individual: { first_name: 'Jenny' } },
  });
  expect(reply).toMatchObject(refusal(400, 'parameter_invalid', 'individual'));
});

test('concurrent changes of different details all stand, and each detail is screened', async () => {
  await Promise.all([
    update({ individual: { first_name: 'Jen' } }),
    update({ individual: { last_name: 'Smith' } }),
    update({ metadata: { a: '1' } }),
    update({ metadata: { b: '2' } }),
  ]);
  const cardholder = await stripe.issuing.cardholders.retrieve(id);
  expect(cardholder).toMatchObject({
    individual: { first_name: 'Jen', last_name: 'Smith' },
    metadata: { a: '1', b: '2' },
  });
  expect(new Set(screeningsAsked())).toEqual(new Set([1, 2, 3]));
});

test("another account's cardholder is not there", async () => {
  const key = await addAccount(api);
  const missing = refusal(404, 'resource_missing', 'cardholder');
  expect(await api.call('POST', path, { key, form: { email: 'x@example.com' } })).toMatchObject(
    missing,
  );
  expect(await api.call('GET', path, { key })).toMatchObject(missing);
});
