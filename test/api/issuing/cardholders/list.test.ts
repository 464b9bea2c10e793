import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { ACME, addAccount, JENNY, refusal } from '../fixtures.ts';

const PATH = '/v1/issuing/cardholders';
let api: TestApi;
let stripe: Stripe;
let jenny: Stripe.Issuing.Cardholder;
let acme: Stripe.Issuing.Cardholder;
let ada: Stripe.Issuing.Cardholder;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  const create = async (params: Stripe.Issuing.CardholderCreateParams) => {
    api.clock.advance(60_000);
    return stripe.issuing.cardholders.create(params);
  };
  jenny = await create(JENNY);
  acme = await create({ ...ACME, status: 'inactive' });
  ada = await create({
    ...JENNY,
    name: 'Ada',
    email: 'ada@example.com',
    phone_number: '+12025550199',
  });
});
afterAll(() => api.close());

const list = async (params: Stripe.Issuing.CardholderListParams) =>
  (await stripe.issuing.cardholders.list(params)).data.map(({ id }) => id);

test('newest first, and each filter by itself', async () => {
  expect(await list({})).toEqual([ada.id, acme.id, jenny.id]);
  expect(await list({ type: 'company' })).toEqual([acme.id]);
  expect(await list({ status: 'inactive' })).toEqual([acme.id]);
  expect(await list({ email: 'ada@example.com' })).toEqual([ada.id]);
  expect(await list({ phone_number: '+12025550123' })).toEqual([jenny.id]);
  expect(await list({ created: acme.created })).toEqual([acme.id]);
  expect(await list({ created: { gt: jenny.created, lte: ada.created } })).toEqual([
    ada.id,
    acme.id,
  ]);
  expect(await list({ type: 'individual', status: 'inactive' })).toEqual([]);
});

test('pages meet without a gap, forwards and backwards', async () => {
  const first = await stripe.issuing.cardholders.list({ limit: 2 });
  expect(first).toMatchObject({ has_more: true, url: PATH });
  expect(await list({ limit: 2, starting_after: acme.id })).toEqual([jenny.id]);
  expect(await list({ limit: 2, ending_before: jenny.id })).toEqual([ada.id, acme.id]);
  const all = await stripe.issuing.cardholders.list({ limit: 1 }).autoPagingToArray({ limit: 10 });
  expect(all.map(({ id }) => id)).toEqual([ada.id, acme.id, jenny.id]);
});

test.each([
  [{ status: 'gone' }, 'parameter_invalid', 'status'],
  [{ limit: 101 }, 'parameter_invalid', 'limit'],
  [{ starting_after: 'ich_none' }, 'resource_missing', 'starting_after'],
  [{ name: 'Jenny' }, 'parameter_unknown', 'name'],
])('%j is refused with %s at %s', async (form, code, param) => {
  expect(await api.call('GET', PATH, { form })).toMatchObject(refusal(400, code, param));
});

test.each(['ich_none', 'ic_1', 'nonsense', `ich_${'x'.repeat(100)}`])(
  '%s is no cardholder',
  async (id) => {
    expect(await api.call('GET', `${PATH}/${id}`)).toMatchObject(
      refusal(404, 'resource_missing', 'cardholder'),
    );
  },
);

test("another account sees none of them, not even as a page's beginning", async () => {
  const key = await addAccount(api);
  expect((await api.call('GET', PATH, { key })).body).toMatchObject({ data: [], has_more: false });
  const form = { starting_after: jenny.id };
  expect(await api.call('GET', PATH, { key, form })).toMatchObject(
    refusal(400, 'resource_missing', 'starting_after'),
  );
});
