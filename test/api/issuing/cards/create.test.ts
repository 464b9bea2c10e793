import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { addAccount, eventsOf, IN_LONDON, JENNY, refusal, settle } from '../fixtures.ts';

const PATH = '/v1/issuing/cards';
let api: TestApi;
let stripe: Stripe;
let jenny: Stripe.Issuing.Cardholder;
let order: Stripe.Issuing.CardCreateParams;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  jenny = await stripe.issuing.cardholders.create(JENNY);
  order = { cardholder: jenny.id, currency: 'usd', type: 'virtual' };
});
afterAll(() => api.close());

const create = (params: Partial<Stripe.Issuing.CardCreateParams> = {}) =>
  stripe.issuing.cards.create({ ...order, ...params });

test('a card is inactive, of the brand of the account, valid for three years, and has 500.00 a day', async () => {
  const card = await create();
  expect(card).toMatchObject({
    object: 'issuing.card',
    brand: 'Visa',
    cancellation_reason: null,
    cardholder: jenny,
    currency: 'usd',
    exp_month: 11,
    exp_year: 2029,
    livemode: false,
    metadata: {},
    shipping: null,
    spending_controls: {
      allowed_categories: null,
      spending_limits: [{ amount: 50_000, categories: null, interval: 'daily' }],
      spending_limits_currency: 'usd',
    },
    status: 'inactive',
    type: 'virtual',
    wallets: { apple_pay: { eligible: false, ineligible_reason: 'missing_agreement' } },
  });
  expect(card).not.toHaveProperty('number');
  expect(card).not.toHaveProperty('cvc');
  expect(await stripe.issuing.cards.retrieve(card.id)).toEqual(card);
  const events = await eventsOf(stripe, card.id);
  expect(events).toMatchObject([{ type: 'issuing_card.created', data: { object: card } }]);
});

test('a creator chooses status, expiry, controls and metadata', async () => {
  const spending_controls = {
    allowed_categories: ['eating_places_restaurants' as const],
    blocked_merchant_countries: ['FR', 'DE'],
    spending_limits: [{ amount: 99_999_999, interval: 'all_time' as const }],
  };
  const card = await create({
    status: 'active',
    exp_month: 11,
    exp_year: 2026,
    metadata: { order: '17' },
    spending_controls,
  });
  expect(card).toMatchObject({
    status: 'active',
    exp_month: 11,
    exp_year: 2026,
    metadata: { order: '17' },
    spending_controls: {
      ...spending_controls,
      spending_limits: [{ amount: 99_999_999, categories: null, interval: 'all_time' }],
    },
  });
});

test('controls without limits keep the default limit, and an empty text is none', async () => {
  const restricted = await create({ spending_controls: { blocked_categories: ['doctors'] } });
  expect(restricted.spending_controls.spending_limits).toHaveLength(1);
  const form = `cardholder=${jenny.id}&currency=usd&type=virtual&spending_controls[spending_limits]=`;
  expect((await api.call('POST', PATH, { form })).body).toMatchObject({
    spending_controls: { spending_limits: [], spending_limits_currency: 'usd' },
  });
});

test.each(['Visa', 'MasterCard'])('our parameter brand makes a %s', async (brand) => {
  const { body } = await api.call('POST', PATH, { form: { ...order, brand } });
  expect(body).toMatchObject({ brand });
  const number = await stripe.issuing.cards.retrieve(String(body['id']), { expand: ['number'] });
  expect(number.number).toMatch(brand === 'Visa' ? /^4/ : /^[25]/);
});

test('without a phone number or an e-mail there is no wallet, agreement or not', async () => {
  const { email: _, ...mute } = JENNY;
  const cardholder = await stripe.issuing.cardholders.create(mute);
  const card = await create({ cardholder: cardholder.id });
  expect(card.wallets?.google_pay.ineligible_reason).toBe('missing_cardholder_contact');
});

describe('an active card needs a cardholder who lacks nothing', () => {
  test('a screening that still runs does not stop it', async () => {
    expect(jenny.requirements.disabled_reason).toBe('under_review');
    expect((await create({ status: 'active' })).status).toBe('active');
  });

  test('what is missing is named', async () => {
    const { individual: _, ...anonymous } = JENNY;
    const { id } = await stripe.issuing.cardholders.create(anonymous);
    expect((await create({ cardholder: id })).status).toBe('inactive');
    const reply = await api.call('POST', PATH, {
      form: { ...order, cardholder: id, status: 'active' },
    });
    expect(reply).toMatchObject(refusal(400, 'status_transition_invalid', 'status'));
    expect(JSON.stringify(reply.body)).toContain('individual.first_name');
  });

  test('a listed one lacks a document', async () => {
    const { id } = await stripe.issuing.cardholders.create(JENNY);
    await settle(api, id, { screening: 'listed' });
    const form = { ...order, cardholder: id, status: 'active' };
    expect(await api.call('POST', PATH, { form })).toMatchObject(
      refusal(400, 'status_transition_invalid', 'status'),
    );
  });
});

test('a blocked cardholder gets no card at all', async () => {
  const { id } = await stripe.issuing.cardholders.create(JENNY);
  await settle(api, id, { screening: 'rejected', status: 'blocked' });
  expect(await api.call('POST', PATH, { form: { ...order, cardholder: id } })).toMatchObject(
    refusal(400, 'parameter_invalid', 'cardholder'),
  );
});

const limited = (limit: object) => ({ spending_controls: { spending_limits: [limit] } });
const first = 'spending_controls[spending_limits][0]';

test.each<[object, string, string, number?]>([
  [{ cardholder: undefined }, 'parameter_missing', 'cardholder'],
  [{ cardholder: 'ich_none' }, 'resource_missing', 'cardholder', 404],
  [{ currency: undefined }, 'parameter_missing', 'currency'],
  [{ currency: 'eur' }, 'parameter_invalid', 'currency'],
  [{ type: undefined }, 'parameter_missing', 'type'],
  [{ type: 'plastic' }, 'parameter_invalid', 'type'],
  [{ status: 'canceled' }, 'parameter_invalid', 'status'],
  [{ brand: 'Amex' }, 'parameter_invalid', 'brand'],
  [{ exp_month: 5 }, 'parameter_missing', 'exp_year'],
  [{ exp_year: 2028 }, 'parameter_missing', 'exp_month'],
  [{ exp_month: 13, exp_year: 2028 }, 'parameter_invalid', 'exp_month'],
  [{ exp_month: 10, exp_year: 2026 }, 'parameter_invalid', 'exp_year'],
  [{ exp_month: 12, exp_year: 2036 }, 'parameter_invalid', 'exp_year'],
  [limited({ amount: 0, interval: 'daily' }), 'amount_too_small', `${first}[amount]`],
  [limited({ amount: 100_000_000, interval: 'daily' }), 'amount_too_large', `${first}[amount]`],
  [limited({ amount: 1, interval: 'hourly' }), 'parameter_invalid', `${first}[interval]`],
  [limited({ interval: 'daily' }), 'parameter_missing', `${first}[amount]`],
  [
    { spending_controls: { allowed_categories: ['restaurants'] } },
    'parameter_invalid',
    'spending_controls[allowed_categories][0]',
  ],
  [
    { spending_controls: { blocked_merchant_countries: ['UK'] } },
    'parameter_invalid',
    'spending_controls[blocked_merchant_countries][0]',
  ],
  [
    { spending_controls: { spending_limits_currency: 'usd' } },
    'parameter_unknown',
    'spending_controls[spending_limits_currency]',
  ],
  [
    {
      spending_controls: {
        allowed_card_presences: ['present'],
        blocked_card_presences: ['not_present'],
      },
    },
    'parameters_exclusive',
    'spending_controls[blocked_card_presences]',
  ],
  [{ number: '4242424242424242' }, 'parameter_unknown', 'number'],
  [{ pin: '1357' }, 'parameter_invalid', 'pin'],
  [{ pin: { number: '1357' } }, 'parameter_unknown', 'pin[number]'],
  [{ pin: { encrypted_number: 'eyJ' } }, 'parameter_invalid', 'pin[encrypted_number]'],
])('%j is refused with %s at %s', async (...row) => {
  const [changed, code, param, status = 400] = row;
  const reply = await api.call('POST', PATH, { form: { ...order, ...changed } });
  expect(reply).toMatchObject(refusal(status, code, param));
});

test.each([['financial_account', 'fa_1']])(
  '%s=%j is refused by name, because it is not there yet',
  async (name, value) => {
    const reply = await api.call('POST', PATH, { form: { ...order, [name]: value } });
    expect(reply).toMatchObject(refusal(400, 'feature_not_available', name));
  },
);

describe('elsewhere', () => {
  test('cards of the UK are in gbp and need a phone number', async () => {
    const key = await addAccount(api, { country: 'GB', currency: 'gbp' });
    const { individual, name } = JENNY;
    const form = { name, individual, billing: IN_LONDON };
    const { body } = await api.call('POST', '/v1/issuing/cardholders', { key, form });
    const cardOrder = { cardholder: body['id'], currency: 'gbp', type: 'virtual' };
    expect(await api.call('POST', PATH, { key, form: cardOrder })).toMatchObject(
      refusal(400, 'cardholder_phone_number_required', 'cardholder'),
    );
    const path = `/v1/issuing/cardholders/${String(body['id'])}`;
    await api.call('POST', path, { key, form: { phone_number: '020 7946 0958' } });
    const card = await api.call('POST', PATH, { key, form: cardOrder });
    expect(card).toMatchObject({
      status: 200,
      body: { currency: 'gbp', brand: 'MasterCard', cardholder: { phone_number: '+442079460958' } },
    });
  });

  test('an account whose capability is not active issues none', async () => {
    const key = await addAccount(api, { cardIssuing: 'inactive' });
    const { body } = await api.call('POST', '/v1/issuing/cardholders', { key, form: JENNY });
    const form = { ...order, cardholder: body['id'] };
    expect(await api.call('POST', PATH, { key, form })).toMatchObject(
      refusal(400, 'capability_not_active'),
    );
  });

  test("another account's cardholder gets no card", async () => {
    const key = await addAccount(api);
    expect(await api.call('POST', PATH, { key, form: { ...order } })).toMatchObject(
      refusal(404, 'resource_missing', 'cardholder'),
    );
  });
});

/** Risk: the SDKs retry on their own, and a second number goes to the wrong hands unseen. */
test('twenty requests at once with one idempotency key make one card', async () => {
  const { id: cardholder } = await stripe.issuing.cardholders.create(JENNY);
  const attempt = () =>
    api.call('POST', PATH, {
      form: { ...order, cardholder },
      headers: { 'Idempotency-Key': 'one-card' },
    });
  const replies = await Promise.all(Array.from({ length: 20 }, attempt));
  const made = new Set(replies.flatMap(({ status, body }) => (status === 200 ? [body['id']] : [])));
  expect(made.size).toBe(1);
  for (const { status } of replies) expect([200, 409]).toContain(status);
  expect(made).toContain((await attempt()).body['id']);
  expect((await stripe.issuing.cards.list({ cardholder })).data).toHaveLength(1);
  const [id] = made;
  expect(await eventsOf(stripe, String(id))).toHaveLength(1);
});
