import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getCard } from '../../../../db/cards/get.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { addAccount, eventsOf, JENNY, refusal, settle } from '../fixtures.ts';

let api: TestApi;
let stripe: Stripe;
let cardholder: string;
let id: string;
let path: string;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
beforeEach(async () => {
  ({ id: cardholder } = await stripe.issuing.cardholders.create(JENNY));
  ({ id } = await stripe.issuing.cards.create({ cardholder, currency: 'usd', type: 'virtual' }));
  path = `/v1/issuing/cards/${id}`;
});
afterAll(() => api.close());

const update = (params: Stripe.Issuing.CardUpdateParams) => stripe.issuing.cards.update(id, params);
const refused = async (form: object) => api.call('POST', path, { form: { ...form } });
const updates = async () =>
  (await eventsOf(stripe, id)).filter(({ type }) => type === 'issuing_card.updated');

const pinFailures = async () => (await getCard(api.database.db, api.scope, id)).pin_failures;
const blockPin = () =>
  api.database.db
    .updateTable('issuing_card')
    .set({ pin_failures: 3 })
    .where('last4', '!=', '')
    .execute();

describe('status', () => {
  test('a card is activated, switched off and canceled, each told by an event', async () => {
    await update({ status: 'active' });
    await update({ status: 'inactive' });
    const lost = await update({ status: 'canceled', cancellation_reason: 'lost' });
    expect(lost).toMatchObject({ status: 'canceled', cancellation_reason: 'lost' });
    expect((await updates()).map(({ data }) => data.previous_attributes)).toEqual([
      { status: 'inactive', cancellation_reason: null },
      { status: 'active' },
      { status: 'inactive' },
    ]);
  });

  test('canceled is for good, and so is its reason', async () => {
    await update({ status: 'canceled', cancellation_reason: 'stolen' });
    for (const status of ['active', 'inactive'])
      expect(await refused({ status })).toMatchObject(
        refusal(400, 'status_transition_invalid', 'status'),
      );
    expect(await refused({ status: 'canceled', cancellation_reason: 'lost' })).toMatchObject(
      refusal(400, 'status_transition_invalid', 'cancellation_reason'),
    );
    const again = await update({ status: 'canceled', metadata: { note: 'kept' } });
    expect(again).toMatchObject({ cancellation_reason: 'stolen', metadata: { note: 'kept' } });
  });

  test('a card of a cardholder who lacks something is not activated', async () => {
    await settle(api, cardholder, { first_name: null });
    const reply = await refused({ status: 'active' });
    expect(reply).toMatchObject(refusal(400, 'status_transition_invalid', 'status'));
    expect(JSON.stringify(reply.body)).toContain('still needs individual.first_name');
    expect(await updates()).toEqual([]);
  });

  test('nor is one of a blocked cardholder, but it can be canceled', async () => {
    await settle(api, cardholder, { screening: 'rejected', status: 'blocked' });
    expect(await refused({ status: 'active' })).toMatchObject(
      refusal(400, 'status_transition_invalid', 'status'),
    );
    expect((await update({ status: 'canceled' })).status).toBe('canceled');
  });

  test('activation frees a PIN that was blocked', async () => {
    await blockPin();
    await update({ metadata: { a: 'b' } });
    expect(await pinFailures()).toBe(3);
    await update({ status: 'active' });
    expect(await pinFailures()).toBe(0);
    await blockPin();
    await update({ status: 'active' });
    expect(await pinFailures()).toBe(0);
  });
});

test('a change of nothing is no event', async () => {
  const before = await stripe.issuing.cards.retrieve(id);
  expect(await update({ status: 'inactive', metadata: {} })).toEqual(before);
  expect(await update({})).toEqual(before);
  expect(await updates()).toEqual([]);
});

test('metadata is merged key by key', async () => {
  await update({ metadata: { a: '1', b: '2' } });
  expect((await update({ metadata: { b: '', c: '3' } })).metadata).toEqual({ a: '1', c: '3' });
  expect((await update({ metadata: '' })).metadata).toEqual({});
});

describe('spending controls', () => {
  const limit = { amount: 500, interval: 'daily' } as const;

  test('a list replaces the whole list, and what is not named stays', async () => {
    await update({ spending_controls: { blocked_categories: ['doctors'] } });
    const changed = await update({ spending_controls: { spending_limits: [limit, limit] } });
    expect(changed.spending_controls).toMatchObject({
      blocked_categories: ['doctors'],
      spending_limits: [
        { ...limit, categories: null },
        { ...limit, categories: null },
      ],
      spending_limits_currency: 'usd',
    });
  });

  test('an empty text clears, also the limit that nobody chose', async () => {
    const reply = await api.call('POST', path, { form: 'spending_controls[spending_limits]=' });
    expect(reply.body).toMatchObject({
      spending_controls: { spending_limits: [], spending_limits_currency: 'usd' },
    });
  });

  test('merchants are named by the ids of their network, in an exclusive pair as the others', async () => {
    const [one, two] = ['0400000001', 'GB-77'];
    const form = { spending_controls: { blocked_merchant_network_ids: [one, two] } };
    const reply = await api.call('POST', path, { form });
    expect(reply.body['spending_controls']).toMatchObject({
      allowed_merchant_network_ids: null,
      blocked_merchant_network_ids: [one, two],
    });
    expect(
      await refused({ spending_controls: { allowed_merchant_network_ids: [one] } }),
    ).toMatchObject(
      refusal(400, 'parameters_exclusive', 'spending_controls[allowed_merchant_network_ids]'),
    );
    const many = Array.from({ length: 201 }, (_, index) => String(index));
    expect(
      await refused({ spending_controls: { blocked_merchant_network_ids: many } }),
    ).toMatchObject(
      refusal(400, 'parameter_invalid', 'spending_controls[blocked_merchant_network_ids]'),
    );
  });

  test('one list of a pair gives way to the other only in one request', async () => {
    await update({ spending_controls: { allowed_merchant_countries: ['US'] } });
    expect(
      await refused({ spending_controls: { blocked_merchant_countries: ['FR'] } }),
    ).toMatchObject(
      refusal(400, 'parameters_exclusive', 'spending_controls[blocked_merchant_countries]'),
    );
    const changed = await api.call('POST', path, {
      form:
        'spending_controls[allowed_merchant_countries]=&' +
        'spending_controls[blocked_merchant_countries][0]=FR',
    });
    expect(changed.body).toMatchObject({
      spending_controls: { allowed_merchant_countries: null, blocked_merchant_countries: ['FR'] },
    });
  });
});

test.each([
  [{ cancellation_reason: 'lost' }, 'parameter_invalid', 'cancellation_reason'],
  [{ status: 'inactive', cancellation_reason: 'lost' }, 'parameter_invalid', 'cancellation_reason'],
  [
    { status: 'canceled', cancellation_reason: 'fulfillment_error' },
    'parameter_invalid',
    'cancellation_reason',
  ],
  [{ currency: 'usd' }, 'parameter_unknown', 'currency'],
  [{ brand: 'Visa' }, 'parameter_unknown', 'brand'],
  [{ pin: { encrypted_number: 'eyJ' } }, 'parameter_invalid', 'pin[encrypted_number]'],
  [{ financial_account: 'fa_1' }, 'feature_not_available', 'financial_account'],
])('%j is refused with %s at %s', async (form, code, param) => {
  expect(await refused(form)).toMatchObject(refusal(400, code, param));
});

test('concurrent changes follow one another: none is lost', async () => {
  const keys = Array.from({ length: 10 }, (_, index) => `k${index}`);
  await Promise.all(keys.map((key) => update({ metadata: { [key]: key } })));
  const { metadata } = await stripe.issuing.cards.retrieve(id);
  expect(Object.keys(metadata).toSorted()).toEqual(keys);
});

test("another account's card is not there", async () => {
  const key = await addAccount(api);
  const missing = refusal(404, 'resource_missing', 'card');
  expect(await api.call('POST', path, { key, form: { status: 'active' } })).toMatchObject(missing);
  expect(await api.call('GET', path, { key })).toMatchObject(missing);
});
