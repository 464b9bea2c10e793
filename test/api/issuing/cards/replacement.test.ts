import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';
import { addAccount, refusal } from '../fixtures.ts';

const PATH = '/v1/issuing/cards';
let api: TestApi;
let shop: Shop;
let cards: Stripe.Issuing.CardResource;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 10_000_00);
  cards = shop.stripe.issuing.cards;
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

type Card = Stripe.Issuing.Card;
type Wish = Partial<Stripe.Issuing.CardCreateParams>;

const newCard = (wish: Wish = {}): Promise<Card> =>
  cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    ...wish,
  });

const replace = (
  { id }: Pick<Card, 'id'>,
  replacement_reason: Stripe.Issuing.CardCreateParams.ReplacementReason,
  wish: Wish = {},
): Promise<Card> =>
  cards.create({
    currency: 'usd',
    type: 'virtual',
    replacement_for: id,
    replacement_reason,
    ...wish,
  });

const secretsOf = (id: string): Promise<Card> => cards.retrieve(id, { expand: ['number', 'cvc'] });
const cancel = (id: string, cancellation_reason?: 'lost' | 'stolen'): Promise<Card> =>
  cards.update(id, { status: 'canceled', ...(cancellation_reason && { cancellation_reason }) });
const activate = (id: string): Promise<Card> => cards.update(id, { status: 'active' });
const pay = (card: string, amount: number) =>
  shop.stripe.testHelpers.issuing.authorizations.create({ card, amount });
const refused = (problem: RegExp, param: string) => ({
  code: 'status_transition_invalid',
  param,
  message: expect.stringMatching(problem),
});

describe.each(['damaged', 'expired'] as const)('a card that is %s', (reason) => {
  test('keeps its number, gets a CVC and an expiry, and is usable until the other is activated', async () => {
    const original = await newCard();
    const replacement = await replace(original, reason);
    expect(replacement).toMatchObject({
      status: 'inactive',
      replacement_for: original.id,
      replacement_reason: reason,
      replaced_by: null,
      last4: original.last4,
      brand: original.brand,
      cardholder: { id: shop.cardholder.id },
    });
    const [old, fresh] = [await secretsOf(original.id), await secretsOf(replacement.id)];
    expect(fresh.number).toBe(old.number);
    expect([fresh.exp_month, fresh.exp_year]).not.toEqual([old.exp_month, old.exp_year]);
    expect(old).toMatchObject({ status: 'active', replaced_by: replacement.id });
    expect((await pay(original.id, 1_00)).approved).toBe(true);

    const activated = await activate(replacement.id);
    expect(activated.status).toBe('active');
    const after = await cards.retrieve(original.id);
    expect(after).toMatchObject({ status: 'canceled', cancellation_reason: null });
    expect((await pay(original.id, 1_00)).request_history[0]?.reason).toBe('card_canceled');
    expect((await pay(replacement.id, 1_00)).approved).toBe(true);
  });

  test('cannot be replaced so once it is canceled', async () => {
    const original = await newCard();
    await cancel(original.id);
    await expect(replace(original, reason)).rejects.toMatchObject(
      refused(/is canceled/, 'replacement_reason'),
    );
  });
});

describe.each(['lost', 'stolen'] as const)('a card that was %s', (reason) => {
  test('is canceled first, and its replacement has another number', async () => {
    const original = await newCard();
    await expect(replace(original, reason)).rejects.toMatchObject(
      refused(/Cancel a/, 'replacement_for'),
    );
    await cancel(original.id, reason);
    const replacement = await replace(original, reason, { status: 'active' });
    const [old, fresh] = [await secretsOf(original.id), await secretsOf(replacement.id)];
    expect(fresh.number).not.toBe(old.number);
    expect(old).toMatchObject({ replaced_by: replacement.id, cancellation_reason: reason });
    expect((await pay(replacement.id, 1_00)).approved).toBe(true);
  });
});

const told = async (limit: number) =>
  (await shop.stripe.events.list({ limit })).data.map(({ type, data: { object } }) => [
    type,
    'id' in object && object.id,
  ]);

test('an activation is told of both cards, the old one first, and a creation as well', async () => {
  const original = await newCard();
  const replacement = await replace(original, 'damaged');
  expect(await told(2)).toEqual([
    ['issuing_card.updated', original.id],
    ['issuing_card.created', replacement.id],
  ]);
  await activate(replacement.id);
  expect(await told(2)).toEqual([
    ['issuing_card.updated', replacement.id],
    ['issuing_card.updated', original.id],
  ]);
});

test('a replacement that is made active takes over at once, with one event for its original', async () => {
  const original = await newCard();
  const replacement = await replace(original, 'damaged', { status: 'active' });
  expect(replacement.status).toBe('active');
  const { data } = await shop.stripe.events.list({ limit: 2 });
  expect(data[0]?.data).toMatchObject({
    object: { id: original.id, status: 'canceled', replaced_by: replacement.id },
    previous_attributes: { status: 'active', replaced_by: null },
  });
  expect(data[1]?.type).toBe('issuing_card.created');
});

test('a replacement is replaced like any card, and activating the last one ends all before it', async () => {
  const first = await newCard();
  const second = await replace(first, 'damaged');
  const third = await replace(second, 'damaged');
  await activate(third.id);
  const [a, b, c] = await Promise.all([first, second, third].map(({ id }) => secretsOf(id)));
  expect([a?.status, b?.status, c?.status]).toEqual(['canceled', 'canceled', 'active']);
  expect(new Set([a?.number, b?.number, c?.number]).size).toBe(1);
  const expiries = [a, b, c].map((card) => `${card?.exp_year}-${card?.exp_month}`);
  expect(new Set(expiries).size).toBe(3);
});

test('there is one replacement at a time, and after its cancellation another', async () => {
  const original = await newCard();
  const one = await replace(original, 'damaged');
  await expect(replace(original, 'damaged')).rejects.toMatchObject(
    refused(new RegExp(one.id), 'replacement_for'),
  );
  await cancel(one.id);
  const other = await replace(original, 'damaged');
  expect(await cards.retrieve(original.id)).toMatchObject({ replaced_by: other.id });
  await expect(activate(one.id)).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect((await activate(other.id)).status).toBe('active');
});

test('of replacements that are asked for at once, one is made', async () => {
  const original = await newCard();
  const wishes = Array.from({ length: 6 }, () => replace(original, 'damaged'));
  const results = await Promise.allSettled(wishes);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a number that was stolen does not live on in a replacement that is on its way', async () => {
  const original = await newCard();
  const onItsWay = await replace(original, 'damaged');
  await cancel(original.id, 'stolen');
  await expect(activate(onItsWay.id)).rejects.toMatchObject(refused(/reported stolen/, 'status'));
  await cancel(onItsWay.id);
  const fresh = await replace(original, 'stolen', { status: 'active' });
  expect((await secretsOf(fresh.id)).number).not.toBe((await secretsOf(original.id)).number);
});

test('an expiry may be asked for, after that of the card with the number', async () => {
  const original = await newCard({ exp_month: 6, exp_year: 2030 });
  const wish = { exp_month: 6, exp_year: 2030 };
  await expect(replace(original, 'expired', wish)).rejects.toMatchObject({
    code: 'parameter_invalid',
    param: 'exp_year',
  });
  expect(await replace(original, 'expired', { exp_month: 7, exp_year: 2030 })).toMatchObject({
    exp_month: 7,
    exp_year: 2030,
  });
});

test('controls pass on, unless others are set; cardholder and brand cannot be others', async () => {
  const original = await newCard({
    spending_controls: {
      blocked_categories: ['airlines_air_carriers'],
      spending_limits: [{ amount: 70_00, interval: 'monthly' }],
    },
  });
  const replacement = await replace(original, 'damaged');
  expect(replacement.spending_controls).toEqual(original.spending_controls);
  await cancel(replacement.id);
  const other = await replace(original, 'damaged', {
    spending_controls: { spending_limits: [{ amount: 90_00, interval: 'yearly' }] },
  });
  expect(other.spending_controls).toMatchObject({
    blocked_categories: ['airlines_air_carriers'],
    spending_limits: [{ amount: 90_00, interval: 'yearly' }],
  });
  await cancel(other.id);
  const call = (form: object) =>
    api.call('POST', PATH, {
      form: {
        currency: 'usd',
        type: 'virtual',
        replacement_for: original.id,
        replacement_reason: 'damaged',
        ...form,
      },
    });
  expect(await call({ cardholder: 'ich_other' })).toMatchObject(
    refusal(400, 'parameter_invalid', 'cardholder'),
  );
  expect(await call({ brand: original.brand === 'Visa' ? 'MasterCard' : 'Visa' })).toMatchObject(
    refusal(400, 'parameter_invalid', 'brand'),
  );
});

test('limits count the chain as one, whatever the number', async () => {
  const first = await newCard({
    spending_controls: { spending_limits: [{ amount: 50_00, interval: 'monthly' }] },
  });
  expect((await pay(first.id, 30_00)).approved).toBe(true);
  const second = await replace(first, 'damaged', { status: 'active' });
  expect((await pay(second.id, 20_01)).approved).toBe(false);
  expect((await pay(second.id, 10_00)).approved).toBe(true);
  await cancel(second.id, 'lost');
  const third = await replace(second, 'lost', {
    status: 'active',
    spending_controls: { spending_limits: [{ amount: 60_00, interval: 'yearly' }] },
  });
  expect((await pay(third.id, 20_01)).approved).toBe(false);
  expect((await pay(third.id, 20_00)).approved).toBe(true);
});

test('a limit of payments is counted on', async () => {
  const first = await newCard({ lifecycle_controls: { cancel_after: { payment_count: 3 } } });
  await pay(first.id, 1_00);
  const second = await replace(first, 'damaged');
  await pay(first.id, 1_00);
  expect((await activate(second.id)).lifecycle_controls).toEqual({
    cancel_after: { payment_count: 3 },
  });
  expect((await pay(second.id, 1_00)).approved).toBe(true);
  expect((await cards.retrieve(second.id)).status).toBe('canceled');
});

test('a limit of payments that is used up leaves nothing to activate', async () => {
  const first = await newCard({ lifecycle_controls: { cancel_after: { payment_count: 1 } } });
  const second = await replace(first, 'damaged');
  await pay(first.id, 1_00);
  await expect(activate(second.id)).rejects.toMatchObject(refused(/have made them/, 'status'));
});

test('what was authorized on the old card goes on, there, after it is canceled', async () => {
  const { authorizations, transactions } = {
    authorizations: shop.stripe.testHelpers.issuing.authorizations,
    transactions: shop.stripe.issuing.transactions,
  };
  const original = await newCard();
  const [captured, reversed, increased] = [
    await pay(original.id, 10_00),
    await pay(original.id, 11_00),
    await pay(original.id, 12_00),
  ];
  const replacement = await replace(original, 'damaged', { status: 'active' });
  expect((await authorizations.increment(increased.id, { increment_amount: 1_00 })).amount).toBe(
    13_00,
  );
  expect((await authorizations.capture(captured.id)).status).toBe('closed');
  expect((await authorizations.reverse(reversed.id)).status).toBe('reversed');
  const { data } = await transactions.list({ card: original.id });
  expect(data).toMatchObject([{ authorization: captured.id, card: original.id, amount: -10_00 }]);
  expect((await transactions.list({ card: replacement.id })).data).toEqual([]);
});

test.each([
  ['replacement_reason', { replacement_for: 'ic_any' }],
  ['replacement_for', { replacement_reason: 'damaged' }],
  ['cardholder', {}],
])('%s is missing', async (param, form) => {
  const reply = await api.call('POST', PATH, {
    form: { currency: 'usd', type: 'virtual', ...form },
  });
  expect(reply).toMatchObject(refusal(400, 'parameter_missing', param));
});

test("another account's card and an unknown one are replaced by nobody", async () => {
  const key = await addAccount(api);
  const { id } = await newCard();
  const form = { currency: 'usd', type: 'virtual', replacement_reason: 'damaged' };
  const missing = refusal(404, 'resource_missing', 'replacement_for');
  const named = { ...form, replacement_for: id };
  expect(await api.call('POST', PATH, { form: named, key })).toMatchObject(missing);
  const unknown = { ...form, replacement_for: 'ic_unknown' };
  expect(await api.call('POST', PATH, { form: unknown })).toMatchObject(missing);
});

test('original and replacement are expanded from each other', async () => {
  const original = await newCard();
  const { id } = await replace(original, 'damaged');
  const card = await cards.retrieve(id, { expand: ['replacement_for.replaced_by'] });
  expect(card.replacement_for).toMatchObject({ id: original.id, replaced_by: { id } });
});

test('a card that has expired is replaced as it stands, and the new one pays', async () => {
  const now = new Date(api.clock.nowMs());
  const original = await newCard({
    exp_month: now.getUTCMonth() + 1,
    exp_year: now.getUTCFullYear(),
  });
  api.clock.advance(32 * 24 * 3_600_000);
  expect((await pay(original.id, 1_00)).request_history[0]?.reason).toBe('card_expired');
  expect((await cards.retrieve(original.id)).status).toBe('active');
  const replacement = await replace(original, 'expired', { status: 'active' });
  expect((await pay(replacement.id, 1_00)).approved).toBe(true);
  expect((await cards.retrieve(original.id)).status).toBe('canceled');
});
