import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runTurn, type TurnEnd } from '../../../activities/delivery/turn.ts';
import type { WebhookEndpointRow } from '../../../db/tables/webhook-endpoint.ts';
import type { Scope } from '../../../domain/scope.ts';
import { retryPolicy } from '../../../domain/webhook/retry.ts';
import { systemClock } from '../../../infra/clock.ts';
import { type HttpClient, openHttpClient } from '../../../providers/http/client.ts';
import {
  addEndpoint,
  deliveriesOf,
  deliveryDeps,
  makeDue,
  newCardId,
  SECRET,
  tell,
} from '../../support/deliveries.ts';
import { hold } from '../../support/held.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { openProgram } from '../../support/program.ts';
import { openReceiver, type Received, type Receiver } from '../../support/webhook-receiver.ts';

let database: TestDatabase;
let receiver: Receiver;
let http: HttpClient;
let scope: Scope;
let endpoint: WebhookEndpointRow;

beforeAll(async () => {
  [database, receiver] = await Promise.all([openTestDatabase(), openReceiver()]);
  http = openHttpClient();
});
afterAll(async () => {
  await receiver.close();
  await http.close();
  await database.close();
});
let hooks = 0;
beforeEach(async () => {
  ({ scope } = await openProgram(database.db, 0n));
  receiver.answer(() => 200);
  endpoint = await addEndpoint(database, scope, { url: `${receiver.origin}/hooks/${hooks++}` });
});

const path = (): string => new URL(endpoint.url).pathname;
const received = (): readonly Received[] => receiver.received.filter((one) => one.path === path());
const objects = (): readonly string[] => received().map(({ event }) => objectOf(event));
const objectOf = ({ data: { object } }: Stripe.Event): string =>
  'id' in object && typeof object.id === 'string' ? object.id : '';
const rows = () => deliveriesOf(database, endpoint.id);
const turn = (isOver = () => false, policy = retryPolicy(scope)): Promise<TurnEnd> =>
  runTurn(deliveryDeps({ database, http, policy }).deps, {
    scope,
    endpointId: endpoint.id,
    lingerMs: 50,
    isOver,
    beat: () => {},
  });

test('an event reaches the endpoint, signed as the official SDK verifies it, and its delivery says so', async () => {
  const card = newCardId();
  await tell(database, scope, card);
  expect(await turn()).toBe('idle');
  const [request] = received();
  const signature = String(request?.headers['stripe-signature']);
  const { webhooks } = new Stripe('sk_test_none');
  const event = webhooks.constructEvent(String(request?.body), signature, SECRET);
  expect(event).toMatchObject({
    object: 'event',
    type: 'issuing_card.updated',
    pending_webhooks: 1,
    data: { object: { id: card } },
  });
  expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(await rows()).toMatchObject([
    {
      event_id: event.id,
      attempt_count: 1,
      attempts: [{ httpStatus: 200, error: null }],
      due_at: null,
      delivered_at: expect.any(Date),
    },
  ]);
});

test('an endpoint gets what it asked for, from when it was made, and nothing twice', async () => {
  await tell(database, scope, newCardId());
  const url = `${receiver.origin}/hooks/${hooks++}`;
  endpoint = await addEndpoint(database, scope, { url, events: ['issuing_card.created'] });
  await tell(database, scope, newCardId());
  await turn();
  expect(received()).toEqual([]);
  endpoint = await addEndpoint(database, scope, { url: `${url}/all` });
  const cards = [newCardId(), newCardId()];
  await tell(database, scope, ...cards);
  await turn();
  await turn();
  expect(objects().toSorted()).toEqual(cards);
});

test('the events of an object begin in their order, and those of others do not wait for it', async () => {
  const [slow, fast] = [newCardId(), newCardId()];
  const held = hold();
  receiver.answer(async ({ event }) => {
    if (objectOf(event) === slow) await held.promise;
    return 200;
  });
  await tell(database, scope, slow, slow, fast, slow, fast);
  const ended = turn();
  await expect.poll(objects, { timeout: 10_000 }).toEqual([slow, fast, fast]);
  held.letGo();
  await ended;
  const ids = received().filter(({ event }) => objectOf(event) === slow);
  const order = ids.map(({ event }) => event.id);
  expect(order).toHaveLength(3);
  expect(order).toEqual(order.toSorted());
});

test('what fails waits for its retry and holds back nothing that comes later', async () => {
  const card = newCardId();
  let count = 0;
  receiver.answer(() => (count++ === 0 ? 500 : 200));
  await tell(database, scope, card, card);
  expect(await turn()).toBe('idle');
  const [first, second] = await rows();
  expect(first).toMatchObject({ attempt_count: 1, delivered_at: null });
  const attempt = first?.attempts[0];
  expect(attempt?.error).toBe('The endpoint answered with the status 500.');
  const pause = (first?.due_at?.getTime() ?? 0) / 1_000 - (attempt?.at ?? 0);
  expect(Math.round(pause)).toBeGreaterThanOrEqual(4);
  expect(second).toMatchObject({ attempt_count: 1, delivered_at: expect.any(Date) });
  await turn();
  expect(received()).toHaveLength(2);
  await makeDue(database);
  await turn();
  expect((await rows())[0]).toMatchObject({
    attempt_count: 2,
    attempts: [{ httpStatus: 500 }, { httpStatus: 200, error: null }],
    due_at: null,
    delivered_at: expect.any(Date),
  });
});

test('a retry is signed anew, and a roll makes two signatures', async () => {
  receiver.answer(() => 500);
  await tell(database, scope, newCardId());
  await turn();
  await database.owner
    .updateTable('webhook_endpoint')
    .set({
      previous_secret_sealed: endpoint.secret_sealed,
      previous_secret_expires_at: new Date('2199-01-01'),
    })
    .where('id', '=', endpoint.id)
    .execute();
  await makeDue(database);
  await turn();
  const signatures = received().map(({ headers }) => String(headers['stripe-signature']));
  expect(signatures.map((text) => text.match(/v1=/g)?.length)).toEqual([1, 2]);
});

test.each([
  [302, 'The endpoint answered with the redirect 302, and redirects are not followed.'],
  [410, 'The endpoint answered with the status 410.'],
] as const)('an answer of %i is a failure', async (status, error) => {
  receiver.answer(() => status);
  await tell(database, scope, newCardId());
  await turn();
  expect((await rows())[0]).toMatchObject({ attempts: [{ httpStatus: status, error }] });
  expect(received()).toHaveLength(1);
});

test('after its last attempt a delivery has failed, and is left alone', async () => {
  receiver.answer(() => 500);
  await tell(database, scope, newCardId());
  const policy = { delays: [5], disabledAfter: 86_400 };
  for (let attempt = 0; attempt < 3; attempt++) {
    await turn(undefined, policy);
    await makeDue(database);
  }
  expect(await rows()).toMatchObject([{ attempt_count: 2, due_at: null, delivered_at: null }]);
});

test('at most sixteen requests are under way at once', async () => {
  const other = await openReceiver();
  endpoint = await addEndpoint(database, scope, { url: `${other.origin}/` });
  const held = hold();
  other.answer(async () => {
    await held.promise;
    return 200;
  });
  await tell(database, scope, ...Array.from({ length: 40 }, newCardId));
  const ended = turn();
  await expect.poll(() => other.received.length, { timeout: 10_000 }).toBe(16);
  held.letGo();
  await ended;
  expect(other.taken).toHaveLength(40);
  expect(other.busiest()).toBe(16);
  await other.close();
});

/** Risk: a result that comes while others are being written is lost, and its event is sent again. */
test('what comes of each attempt is written down, however long each one takes', async () => {
  let answered = 0;
  receiver.answer(async () => {
    // Each other one waits until some that came later have been answered.
    const until = ++answered % 2 === 0 ? answered + 8 : 0;
    await expect.poll(() => answered >= Math.min(until, 150), { interval: 1 }).toBe(true);
    return 200;
  });
  await tell(database, scope, ...Array.from({ length: 150 }, newCardId));
  await turn();
  const standing = await rows();
  expect(standing).toHaveLength(150);
  expect(standing.filter(({ attempt_count: count }) => count !== 1)).toEqual([]);
  await turn();
  expect(received()).toHaveLength(150);
});

/** Risk: the process that took a delivery is killed, and with it the event. */
test('what was claimed by somebody who died comes first, in its order', async () => {
  const card = newCardId();
  await tell(database, scope, card);
  await turn();
  await tell(database, scope, card, card);
  let calls = 0;
  const grave = hold<never>();
  let isDead = false;
  const dying = runTurn(
    {
      ...deliveryDeps({ database, http }).deps,
      // It dies with its first request under way: neither its answer nor the rest of the turn comes.
      http: { post: () => (calls++, grave.promise) },
    },
    { scope, endpointId: endpoint.id, lingerMs: 50, isOver: () => isDead, beat: () => {} },
  );
  await expect.poll(() => calls, { timeout: 10_000 }).toBe(1);
  await expect.poll(async () => (await rows()).length, { timeout: 10_000 }).toBe(3);
  await tell(database, scope, card);
  await turn();
  const ids = received().map(({ event }) => event.id);
  expect(ids).toHaveLength(4);
  expect(ids).toEqual(ids.toSorted());
  isDead = true;
  grave.fail(new Error('it is dead'));
  await dying;
});

test('a turn that is over gives back what it has not begun', async () => {
  let over = false;
  receiver.answer(() => {
    over = true;
    return 200;
  });
  await tell(database, scope, ...Array.from({ length: 40 }, newCardId));
  expect(await turn(() => over)).toBe('more');
  const begun = received().length;
  expect(begun).toBeLessThan(40);
  receiver.answer(() => 200);
  await turn();
  expect(new Set(objects()).size).toBe(40);
  expect(received()).toHaveLength(40);
});

test('an endpoint on which nothing succeeds is disabled after the time of the policy, and an event tells it', async () => {
  receiver.answer(() => 500);
  const policy = { ...retryPolicy(scope), disabledAfter: 3_600 };
  await tell(database, scope, newCardId());
  await turn(undefined, policy);
  const failing = (minutes: number) =>
    database.owner
      .updateTable('webhook_endpoint')
      .set({ failing_since: new Date(systemClock.nowMs() - minutes * 60_000) })
      .where('id', '=', endpoint.id)
      .execute();
  const status = async () =>
    (
      await database.db
        .selectFrom('webhook_endpoint')
        .select('status')
        .where('id', '=', endpoint.id)
        .executeTakeFirstOrThrow()
    ).status;
  await failing(59);
  await tell(database, scope, newCardId());
  await turn(undefined, policy);
  expect(await status()).toBe('enabled');
  await failing(61);
  await tell(database, scope, newCardId());
  expect(await turn(undefined, policy)).toBe('gone');
  expect(await status()).toBe('disabled');
  const told = await database.db
    .selectFrom('event')
    .select('object_id')
    .where('type', '=', 'webhook_endpoint.disabled')
    .execute();
  expect(told).toEqual([{ object_id: endpoint.id }]);
});

test('one success is enough to begin the time of failing anew', async () => {
  await database.owner
    .updateTable('webhook_endpoint')
    .set({ failing_since: new Date(0) })
    .where('id', '=', endpoint.id)
    .execute();
  await tell(database, scope, newCardId());
  expect(await turn()).toBe('idle');
  const row = await database.db
    .selectFrom('webhook_endpoint')
    .select(['failing_since', 'status'])
    .where('id', '=', endpoint.id)
    .executeTakeFirst();
  expect(row).toEqual({ failing_since: null, status: 'enabled' });
});

test('a disabled endpoint is sent nothing, and what was due stays', async () => {
  receiver.answer(() => 500);
  await tell(database, scope, newCardId());
  await turn();
  await database.owner
    .updateTable('webhook_endpoint')
    .set({ status: 'disabled' })
    .where('id', '=', endpoint.id)
    .execute();
  await makeDue(database);
  await tell(database, scope, newCardId());
  expect(await turn()).toBe('gone');
  expect(received()).toHaveLength(1);
  expect(await rows()).toMatchObject([{ due_at: expect.any(Date) }]);
});
