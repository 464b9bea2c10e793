import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 9_000_00);
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let merchants = 0;

/** A purchase that the model blocks, at a merchant of its own unless one is named. */
const suspicious = (network_id = `merchant${++merchants}`) =>
  shop.buy(10_00, {
    risk_assessment: { fraud_risk: { level: 'highest' } },
    merchant_data: { network_id },
  });

const respond = (id: string, confirmed: boolean) =>
  api.call('POST', `/v1/test_helpers/issuing/authorizations/${id}/fraud_challenges/respond`, {
    form: { confirmed },
  });

const eventsOf = async (id: string): Promise<string[]> => {
  const { data } = await shop.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => Reflect.get(object, 'id') === id)
    .map(({ type }) => type);
};

const challengeOf = (status: string, undeliverable_reason: string | null = null) => [
  { channel: 'sms', status, undeliverable_reason },
];

test('a purchase that looks like fraud is declined, and its cardholder is asked', async () => {
  expect(await suspicious()).toMatchObject({
    approved: false,
    request_history: [{ reason: 'suspected_fraud' }],
    fraud_challenges: challengeOf('pending'),
    verified_by_fraud_challenge: null,
  });
});

test('a decline for something else asks nobody', async () => {
  const { fraud_challenges } = await shop.buy(10_00, { merchant_data: { country: 'KP' } });
  expect(fraud_challenges).toBeNull();
});

describe('the cardholder says that it was he', () => {
  test('the declined purchase stays declined, and the next one at that merchant is let pass', async () => {
    const merchant = `merchant${++merchants}`;
    const declined = await suspicious(merchant);
    expect(await respond(declined.id, true)).toMatchObject({
      status: 200,
      body: { id: declined.id, approved: false, fraud_challenges: challengeOf('verified') },
    });
    expect(await eventsOf(declined.id)).toEqual([
      'issuing_authorization.updated',
      'issuing_authorization.created',
    ]);
    expect(await suspicious(merchant)).toMatchObject({
      approved: true,
      verified_by_fraud_challenge: true,
      fraud_challenges: null,
    });
    expect(await suspicious()).toMatchObject({ approved: false });
  });

  test('for seven days, and not one second longer', async () => {
    const merchant = `merchant${++merchants}`;
    await respond((await suspicious(merchant)).id, true);
    api.clock.advance(7 * DAY - MINUTE);
    expect(await suspicious(merchant)).toMatchObject({ approved: true });
    api.clock.advance(2 * MINUTE);
    expect(await suspicious(merchant)).toMatchObject({ approved: false });
  });
});

test('the cardholder says that it was not he: the card has a warning, which is told', async () => {
  const { id } = await suspicious();
  expect(await respond(id, false)).toMatchObject({
    body: {
      fraud_challenges: challengeOf('rejected'),
      card: { latest_fraud_warning: { type: 'user_indicated_fraud' } },
    },
  });
  const { latest_fraud_warning: warning } = await shop.stripe.issuing.cards.retrieve(shop.card.id);
  expect(warning).toEqual({ type: 'user_indicated_fraud', started_at: expect.any(Number) });
  expect((await eventsOf(shop.card.id))[0]).toBe('issuing_card.updated');
});

test('a card that is being tested has a warning at once, which is told', async () => {
  const before = (await eventsOf(shop.card.id)).length;
  const declined = await shop.buy(10_00, {
    risk_assessment: { card_testing_risk: { level: 'highest' } },
  });
  expect(declined).toMatchObject({
    request_history: [{ reason: 'suspected_fraud' }],
    card: { latest_fraud_warning: { type: 'card_testing_exposure' } },
  });
  expect(await eventsOf(shop.card.id)).toHaveLength(before + 1);
});

const refused = async (id: string) => {
  const { status, body } = await respond(id, true);
  expect(status).toBe(400);
  return body['error'];
};

describe('what cannot be answered', () => {
  test('twice', async () => {
    const { id } = await suspicious();
    await respond(id, true);
    expect(await refused(id)).toMatchObject({ message: expect.stringContaining('it is verified') });
  });

  test('when the hour is over', async () => {
    const { id } = await suspicious();
    api.clock.advance(60 * MINUTE);
    expect(await refused(id)).toMatchObject({ message: expect.stringContaining('it is expired') });
  });

  test('where nothing was asked', async () => {
    const { id } = await shop.buy(1_00);
    expect(await refused(id)).toMatchObject({
      message: expect.stringContaining('has no fraud challenge'),
    });
  });

  test('by a phone that no message reaches', async () => {
    const phone_number = '+4915112345678';
    await shop.stripe.issuing.cardholders.update(shop.cardholder.id, { phone_number });
    const declined = await suspicious();
    expect(declined.fraud_challenges).toEqual(
      challengeOf('undeliverable', 'unsupported_phone_number'),
    );
    expect(await refused(declined.id)).toMatchObject({
      message: expect.stringContaining('it is undeliverable'),
    });
  });
});

/** Risk: two answers at once, of which each believes to be the first. */
test('of answers that arrive together one counts', async () => {
  await shop.stripe.issuing.cardholders.update(shop.cardholder.id, {
    phone_number: '+14155550123',
  });
  const { id } = await suspicious();
  const answers = await Promise.all([true, false, true].map((said) => respond(id, said)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 400)).toHaveLength(2);
});
