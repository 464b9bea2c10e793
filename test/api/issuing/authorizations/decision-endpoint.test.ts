/** An endpoint of the account decides, over HTTP and with the official SDK on both sides. */
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import {
  answering,
  answeringLater,
  openEndpoint,
  type TestEndpoint,
  verifiedEvent,
} from '../../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let users: TestEndpoint;
let secret: string;
let helpers: Shop['stripe']['testHelpers']['issuing']['authorizations'];
beforeAll(async () => {
  [api, users] = await Promise.all([openTestApi(), openEndpoint()]);
  shop = await openShop(api, 1_000_00);
  helpers = shop.stripe.testHelpers.issuing.authorizations;
  const created = await shop.stripe.webhookEndpoints.create({
    url: users.url,
    enabled_events: ['issuing_authorization.request'],
  });
  secret = created.secret ?? '';
});
beforeEach(() => users.reset());
afterEach(() => expectBooksInOrder(api.database.db));
afterAll(async () => {
  await users.close();
  await api.close();
});

/** The request that came last, as the user's own code reads it: with the secret that he was shown once. */
function lastRequest(): Stripe.Issuing.Authorization {
  const question = users.received.at(-1);
  if (!question) throw new Error('nothing was asked');
  const event = verifiedEvent(question, secret, api.clock.nowMs() / 1_000);
  if (event.type !== 'issuing_authorization.request') throw new Error(`it is a ${event.type}`);
  return event.data.object;
}
const latestEvents = async (count: number) =>
  (await shop.stripe.events.list({ limit: count })).data.map(({ type }) => type);

test('a purchase waits for the endpoint, and its yes is the answer', async () => {
  users.behave(answering({ approved: true, metadata: { order: '17' } }));
  const made = await shop.buy(10_00);
  expect(made).toMatchObject({
    approved: true,
    status: 'pending',
    amount: 10_00,
    pending_request: null,
    metadata: { order: '17' },
    request_history: [{ approved: true, reason: 'webhook_approved' }],
  });
  expect(lastRequest()).toMatchObject({
    id: made.id,
    amount: 0,
    pending_request: { amount: 10_00 },
  });
  expect(await latestEvents(1)).toEqual(['issuing_authorization.created']);
  expect(await shop.stripe.issuing.authorizations.retrieve(made.id)).toMatchObject({
    status: 'pending',
    amount: 10_00,
  });
});

describe('a call during the flight', () => {
  type Authorizations = Stripe['issuing']['authorizations'];
  test.each([
    ['approve', (at: Authorizations, id: string) => at.approve(id, { metadata: { by: 'call' } })],
    ['decline', (at: Authorizations, id: string) => at.decline(id, { metadata: { by: 'call' } })],
  ] as const)('%s wins, and a second one is refused', async (name, call) => {
    const approved = name === 'approve';
    const { behaviour, go } = answeringLater({ approved: !approved });
    users.behave(behaviour);
    const answered = shop.buy(10_00);
    await expect.poll(() => users.received.length).toBe(1);
    const { id } = lastRequest();
    const { authorizations } = shop.stripe.issuing;
    expect(await call(authorizations, id)).toMatchObject({ id, approved, pending_request: null });
    // The endpoint still says nothing: the purchase is answered by the call.
    expect(await answered).toMatchObject({ id, approved, metadata: { by: 'call' } });
    for (const again of ['approve', 'decline'] as const)
      await expect(authorizations[again](id)).rejects.toMatchObject({
        code: 'status_transition_invalid',
        message: expect.stringContaining('no longer pending'),
      });
    go();
  });

  test('approves less where the terminal can go on with less, and refuses what it cannot be', async () => {
    const { behaviour, go } = answeringLater({ approved: false });
    users.behave(behaviour);
    const answered = shop.buy(10_00, { is_amount_controllable: true });
    await expect.poll(() => users.received.length).toBe(1);
    const { id } = lastRequest();
    const { authorizations } = shop.stripe.issuing;
    await expect(authorizations.approve(id, { amount: 10_01 })).rejects.toMatchObject({
      param: 'amount',
    });
    await authorizations.approve(id, { amount: 3_00 });
    expect(await answered).toMatchObject({ approved: true, amount: 3_00 });
    go();
  });

  test('finds nothing of another account', async () => {
    const { authorizations } = shop.stripe.issuing;
    await expect(authorizations.approve('iauth_doesnotexist')).rejects.toMatchObject({
      code: 'resource_missing',
    });
  });
});

describe('an increment', () => {
  test('asks for the difference, and is added when it is approved', async () => {
    const { id } = await shop.buy(10_00);
    const before = (await shop.issuingBalance()) ?? 0;
    const more = await helpers.increment(id, { increment_amount: 5_00 });
    expect(lastRequest()).toMatchObject({
      approved: true,
      amount: 10_00,
      pending_request: { amount: 5_00, is_amount_controllable: false },
    });
    expect(more).toMatchObject({
      amount: 15_00,
      pending_request: null,
      request_history: [{ amount: 10_00 }, { amount: 5_00, reason: 'webhook_approved' }],
    });
    expect(await shop.issuingBalance()).toBe(before - 5_00);
    const { data } = await shop.stripe.events.list({ limit: 1 });
    expect(data[0]).toMatchObject({
      type: 'issuing_authorization.updated',
      data: { object: { id, amount: 15_00 }, previous_attributes: { amount: 10_00 } },
    });
    expect(data[0]?.data.previous_attributes).not.toHaveProperty('pending_request');
  });

  test('that is declined leaves what was approved', async () => {
    const { id } = await shop.buy(10_00);
    const before = await shop.issuingBalance();
    users.behave(answering({ approved: false }));
    expect(await helpers.increment(id, { increment_amount: 5_00 })).toMatchObject({
      approved: true,
      status: 'pending',
      amount: 10_00,
      request_history: [{ approved: true }, { approved: false, reason: 'webhook_declined' }],
    });
    expect(await shop.issuingBalance()).toBe(before);
    expect(await helpers.capture(id)).toMatchObject({ status: 'closed', amount: 10_00 });
  });

  test('that our own rules refuse is never asked', async () => {
    const { id } = await shop.buy(10_00);
    const asked = users.received.length;
    expect(await helpers.increment(id, { increment_amount: 5_000_00 })).toMatchObject({
      amount: 10_00,
      request_history: [{ approved: true }, { approved: false, reason: 'insufficient_funds' }],
    });
    expect(users.received).toHaveLength(asked);
  });

  test('may be approved in part', async () => {
    const { id } = await shop.buy(10_00);
    users.behave(answering({ approved: true, amount: 2_00 }));
    const asked = { increment_amount: 5_00, is_amount_controllable: true };
    expect(await helpers.increment(id, asked)).toMatchObject({ amount: 12_00 });
  });

  test('is asked once for a key: a repetition gets its answer, with what it wants expanded', async () => {
    const { id } = await shop.buy(10_00);
    const options = { idempotencyKey: 'more' };
    const more = await helpers.increment(id, { increment_amount: 5_00 }, options);
    const again = await helpers.increment(
      id,
      { increment_amount: 5_00, expand: ['cardholder'] },
      { idempotencyKey: 'more-expanded' },
    );
    expect(again).toMatchObject({ amount: 20_00, cardholder: { object: 'issuing.cardholder' } });
    const asked = users.received.length;
    expect(await helpers.increment(id, { increment_amount: 5_00 }, options)).toEqual(more);
    expect(
      await helpers.increment(
        id,
        { increment_amount: 5_00, expand: ['cardholder'] },
        { idempotencyKey: 'more-expanded' },
      ),
    ).toEqual(again);
    expect(users.received).toHaveLength(asked);
  });
});
