import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { addAccount, eventsOf, IN_LONDON, JENNY, refusal, settle } from '../fixtures.ts';

const PATH = '/v1/issuing/cards';
const SHIPPING = { name: 'Jenny Rosen', address: JENNY.billing.address };
let api: TestApi;
let stripe: Stripe;
let order: Stripe.Issuing.CardCreateParams;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  const jenny = await stripe.issuing.cardholders.create(JENNY);
  order = { cardholder: jenny.id, currency: 'usd', type: 'physical', shipping: SHIPPING };
});
afterAll(() => api.close());

const create = (shipping: Partial<Stripe.Issuing.CardCreateParams.Shipping> = {}) =>
  stripe.issuing.cards.create({ ...order, shipping: { ...SHIPPING, ...shipping } });
const move = (id: string, change: Stripe.Issuing.CardUpdateParams) =>
  stripe.issuing.cards.update(id, change);
/** As the workflow writes it. */
const becomes = async (id: string, shipping_status: 'shipped' | 'submitted'): Promise<void> => {
  const cards = api.database.db.updateTable('issuing_card').set({ shipping_status });
  await cards.where((eb) => eb(sql<string>`id`, '=', id)).execute();
};

test('a physical card is pending, goes by itself in the standard mail, and shows every key of its way', async () => {
  const card = await stripe.issuing.cards.create({ ...order, second_line: 'Purchasing No. 7' });
  expect(card).toMatchObject({
    type: 'physical',
    status: 'inactive',
    personalization_design: null,
  });
  expect(card.second_line).toBe('Purchasing No. 7');
  expect(card.shipping).toEqual({
    address: { ...JENNY.billing.address, line2: null },
    address_validation: { mode: 'disabled', normalized_address: null, result: null },
    business_name: null,
    carrier: null,
    customs: null,
    delivered_at: null,
    eta: null,
    name: 'Jenny Rosen',
    phone_number: null,
    require_signature: false,
    service: 'standard',
    shipped_at: null,
    status: 'pending',
    tracking_number: null,
    tracking_url: null,
    type: 'individual',
  });
  expect(await stripe.issuing.cards.retrieve(card.id)).toEqual(card);
  const [told] = await eventsOf(stripe, card.id);
  expect(told).toMatchObject({ type: 'issuing_card.created', data: { object: card } });
  expect(api.sent.at(-1)).toMatchObject({ kind: 'card_fulfillment', objectId: card.id });
});

test('the caller chooses service, packaging, label and how the address is checked', async () => {
  const { shipping } = await create({
    address_validation: { mode: 'validation_and_normalization' },
    business_name: 'Rocket Rides',
    customs: { eori_number: 'GB123456789000' },
    phone_number: '(202) 555-0123',
    require_signature: false,
    service: 'priority',
    type: 'bulk',
  });
  expect(shipping).toMatchObject({
    address_validation: { mode: 'validation_and_normalization', result: null },
    business_name: 'Rocket Rides',
    customs: { eori_number: 'GB123456789000' },
    phone_number: '+12025550123',
    require_signature: false,
    service: 'priority',
    type: 'bulk',
  });
});

test.each(['express', 'priority'] as const)(
  '%s asks for a signature unless told not to',
  async (service) => {
    expect((await create({ service })).shipping).toMatchObject({ require_signature: true });
  },
);

test.each([
  [{ shipping: undefined }, 'parameter_missing', 'shipping'],
  [{ type: 'virtual' }, 'parameter_invalid', 'shipping'],
  [{ type: 'virtual', shipping: undefined, second_line: 'A' }, 'parameter_invalid', 'second_line'],
  [{ second_line: 'A line that is just too long' }, 'parameter_invalid', 'second_line'],
  [{ second_line: '金' }, 'invalid_characters', 'second_line'],
  [{ personalization_design: 'ipd_1' }, 'resource_missing', 'personalization_design', 404],
])('%j is refused with %s at %s', async (...row) => {
  const [changed, code, param, status = 400] = row;
  const reply = await api.call('POST', PATH, { form: { ...order, ...changed } });
  expect(reply).toMatchObject(refusal(status, code, param));
});

const address = (changed: object) => ({ address: { ...JENNY.billing.address, ...changed } });

test.each([
  [{ name: undefined }, 'parameter_missing', 'shipping[name]'],
  [{ name: 'x'.repeat(51) }, 'parameter_invalid', 'shipping[name]'],
  [{ business_name: 'x'.repeat(51) }, 'parameter_invalid', 'shipping[business_name]'],
  [address({ country: 'XX' }), 'parameter_invalid', 'shipping[address][country]'],
  [address({ country: 'BR' }), 'country_unsupported', 'shipping[address][country]'],
  [address({ state: 'ZZ' }), 'state_unsupported', 'shipping[address][state]'],
  [address({ state: undefined }), 'parameter_missing', 'shipping[address][state]'],
  [address({ postal_code: '1' }), 'postal_code_invalid', 'shipping[address][postal_code]'],
  [{ phone_number: '12' }, 'phone_number_invalid', 'shipping[phone_number]'],
  [{ require_signature: true }, 'parameter_invalid', 'shipping[require_signature]'],
  [{ type: 'bulk', ...IN_LONDON }, 'parameter_missing', 'shipping[customs][eori_number]'],
  [{ customs: { eori_number: 'x' } }, 'parameter_invalid', 'shipping[customs][eori_number]'],
])('shipping %j is refused with %s at %s', async (changed, code, param) => {
  const form = { ...order, shipping: { ...SHIPPING, ...changed } };
  expect(await api.call('POST', PATH, { form })).toMatchObject(refusal(400, code, param));
});

test('in the UK nobody signs for a card', async () => {
  const key = await addAccount(api, { country: 'GB', currency: 'gbp' });
  const { individual, name, phone_number } = JENNY;
  const holder = { name, individual, phone_number, billing: IN_LONDON };
  const { body } = await api.call('POST', '/v1/issuing/cardholders', { key, form: holder });
  const form = {
    cardholder: body['id'],
    currency: 'gbp',
    type: 'physical',
    shipping: { name, ...IN_LONDON, service: 'express' },
  };
  expect((await api.call('POST', PATH, { key, form })).body).toMatchObject({
    shipping: { require_signature: false },
  });
  const signed = { ...form, shipping: { ...form.shipping, require_signature: true } };
  expect(await api.call('POST', PATH, { key, form: signed })).toMatchObject(
    refusal(400, 'parameter_invalid', 'shipping[require_signature]'),
  );
});

describe('a change', () => {
  test('of the shipping replaces it as a whole, tells the workflow, and is told in one event', async () => {
    const card = await create({ business_name: 'Rocket Rides', service: 'express' });
    const changed = await move(card.id, { shipping: { ...SHIPPING, service: 'priority' } });
    expect(changed.shipping).toMatchObject({ business_name: null, service: 'priority' });
    expect(api.sent.at(-1)).toMatchObject({ kind: 'card_fulfillment', objectId: card.id });
    const [told] = await eventsOf(stripe, card.id);
    expect(told?.data.previous_attributes).toEqual({
      shipping: { business_name: 'Rocket Rides', service: 'express' },
    });
  });

  test('is refused once the card was submitted', async () => {
    const card = await create();
    await becomes(card.id, 'submitted');
    const form = { shipping: SHIPPING };
    expect(await api.call('POST', `${PATH}/${card.id}`, { form })).toMatchObject(
      refusal(400, 'status_transition_invalid', 'shipping'),
    );
  });

  test('of a virtual card is refused', async () => {
    const { shipping, ...plain } = order;
    expect(shipping).toBe(SHIPPING);
    const card = await stripe.issuing.cards.create({ ...plain, type: 'virtual' });
    const form = { shipping: SHIPPING };
    expect(await api.call('POST', `${PATH}/${card.id}`, { form })).toMatchObject(
      refusal(400, 'status_transition_invalid', 'shipping'),
    );
  });
});

describe('a cancellation', () => {
  test('of a pending card stops its shipping', async () => {
    const card = await create();
    const canceled = await move(card.id, { status: 'canceled' });
    expect(canceled).toMatchObject({ status: 'canceled', shipping: { status: 'canceled' } });
    expect(api.sent.at(-1)).toMatchObject({ kind: 'card_fulfillment', objectId: card.id });
  });

  test('of a submitted one does not: it is still made', async () => {
    const card = await create();
    await becomes(card.id, 'submitted');
    const canceled = await move(card.id, { status: 'canceled', cancellation_reason: 'lost' });
    expect(canceled).toMatchObject({ status: 'canceled', shipping: { status: 'submitted' } });
  });
});

test('a blocked cardholder gets no card, wherever it would be sent', async () => {
  const { id } = await stripe.issuing.cardholders.create(JENNY);
  await settle(api, id, { status: 'blocked' });
  const reply = await api.call('POST', PATH, { form: { ...order, cardholder: id } });
  expect(reply).toMatchObject(refusal(400, 'parameter_invalid', 'cardholder'));
});
