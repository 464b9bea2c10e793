import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { addAccount, JENNY, refusal } from '../fixtures.ts';

const PATH = '/v1/issuing/cards';
let api: TestApi;
let stripe: Stripe;
let jenny: Stripe.Issuing.Cardholder;
let ada: Stripe.Issuing.Cardholder;
let first: Stripe.Issuing.Card;
let second: Stripe.Issuing.Card;
let third: Stripe.Issuing.Card;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  jenny = await stripe.issuing.cardholders.create(JENNY);
  ada = await stripe.issuing.cardholders.create({ ...JENNY, name: 'Ada' });
  const create = (params: Partial<Stripe.Issuing.CardCreateParams>) => {
    api.clock.advance(60_000);
    const order = { cardholder: jenny.id, currency: 'usd', type: 'virtual' } as const;
    return stripe.issuing.cards.create({ ...order, ...params });
  };
  first = await create({});
  second = await create({ status: 'active', exp_month: 1, exp_year: 2031 });
  third = await create({ cardholder: ada.id });
});
afterAll(() => api.close());

const list = async (params: Stripe.Issuing.CardListParams) =>
  (await stripe.issuing.cards.list(params)).data.map(({ id }) => id);

test('newest first, each with its cardholder, and each filter by itself', async () => {
  const { data } = await stripe.issuing.cards.list();
  expect(data).toEqual([third, second, first]);
  expect(data.map(({ cardholder }) => cardholder.name)).toEqual(['Ada', JENNY.name, JENNY.name]);
  expect(await list({ cardholder: jenny.id })).toEqual([second.id, first.id]);
  expect(await list({ status: 'active' })).toEqual([second.id]);
  expect(await list({ type: 'physical' })).toEqual([]);
  expect(await list({ exp_month: 1 })).toEqual([second.id]);
  expect(await list({ exp_year: 2031 })).toEqual([second.id]);
  expect(await list({ last4: first.last4, cardholder: jenny.id })).toContain(first.id);
  expect(await list({ created: { lt: third.created, gte: second.created } })).toEqual([second.id]);
});

test('pages meet without a gap, forwards and backwards', async () => {
  expect(await list({ limit: 2, starting_after: third.id })).toEqual([second.id, first.id]);
  expect(await list({ limit: 2, ending_before: first.id })).toEqual([third.id, second.id]);
  expect(await list({ status: 'inactive', starting_after: second.id })).toEqual([first.id]);
});

test.each<[object, string, string, number?]>([
  [{ cardholder: 'ich_none' }, 'resource_missing', 'cardholder', 404],
  [{ status: 'expired' }, 'parameter_invalid', 'status'],
  [{ exp_month: 0 }, 'parameter_invalid', 'exp_month'],
  [{ last4: '12345' }, 'parameter_invalid', 'last4'],
  [{ personalization_design: 'ipcd_1' }, 'resource_missing', 'personalization_design', 404],
  [{ number: '4242' }, 'parameter_unknown', 'number'],
])('%j is refused with %s at %s', async (...row) => {
  const [form, code, param, status = 400] = row;
  expect(await api.call('GET', PATH, { form: { ...form } })).toMatchObject(
    refusal(status, code, param),
  );
});

test.each(['ic_none', 'ich_1', 'nonsense'])('%s is no card', async (id) => {
  expect(await api.call('GET', `${PATH}/${id}`)).toMatchObject(
    refusal(404, 'resource_missing', 'card'),
  );
});

test('another account sees none of them, nor the cardholder it asks for', async () => {
  const key = await addAccount(api);
  expect((await api.call('GET', PATH, { key })).body).toMatchObject({ data: [] });
  const form = { cardholder: jenny.id };
  expect(await api.call('GET', PATH, { key, form })).toMatchObject(
    refusal(404, 'resource_missing', 'cardholder'),
  );
});
