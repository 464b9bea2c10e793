import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTurn } from '../../../activities/delivery/turn.ts';
import { makeId } from '../../../domain/ids.ts';
import { type HttpClient, openHttpClient } from '../../../providers/http/client.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { deliveryDeps } from '../../support/deliveries.ts';
import { eventsSettled } from '../../support/settled-events.ts';
import { openReceiver, type Receiver } from '../../support/webhook-receiver.ts';
import { JENNY, refusal } from '../issuing/fixtures.ts';

let api: TestApi;
let stripe: Stripe;
let receiver: Receiver;
let http: HttpClient;
beforeAll(async () => {
  [api, receiver] = await Promise.all([openTestApi(), openReceiver()]);
  stripe = await api.sdk();
  http = openHttpClient();
});
afterAll(async () => {
  await receiver.close();
  await http.close();
  await api.close();
});

let hooks = 0;
async function openEndpoint() {
  const { id, secret = '' } = await stripe.webhookEndpoints.create({
    url: `${receiver.origin}/hooks/${hooks++}`,
    enabled_events: ['issuing_cardholder.created'],
  });
  const path = `/v1/webhook_endpoints/${id}/deliveries`;
  return {
    id,
    secret,
    path,
    list: async (form = {}) => {
      const { body } = await api.call('GET', path, { form });
      return Array.isArray(body['data']) ? body['data'] : [];
    },
    /** As the workflow would. */
    deliver: async () => {
      await eventsSettled(api.database.db);
      const { keyring } = api.deps;
      const of = { database: api.database, http, clock: api.clock, keyring };
      return runTurn(deliveryDeps(of).deps, {
        scope: api.scope,
        endpointId: makeId('webhookEndpoint', id.slice('we_'.length)),
        lingerMs: 10,
        isOver: () => false,
        beat: () => {},
      });
    },
  };
}
const happens = () => stripe.issuing.cardholders.create(JENNY);
const newestEvent = async (): Promise<Stripe.Event> => {
  const [event] = (await stripe.events.list({ limit: 1, type: 'issuing_cardholder.created' })).data;
  if (!event) throw new Error('there is no event');
  return event;
};

test('an endpoint gets the event exactly as the API gives it, but for who still waits', async () => {
  const endpoint = await openEndpoint();
  await happens();
  const pending = await newestEvent();
  expect(pending.pending_webhooks).toBe(1);
  await endpoint.deliver();
  const request = receiver.received.at(-1);
  const signature = String(request?.headers['stripe-signature']);
  // The test's clock is not that of the world, from which the SDK reckons the age.
  const at = api.clock.nowMs();
  const body = String(request?.body);
  const event = stripe.webhooks.constructEvent(
    body,
    signature,
    endpoint.secret,
    300,
    undefined,
    at,
  );
  expect(event).toEqual(JSON.parse(JSON.stringify(pending)));
  expect((await newestEvent()).pending_webhooks).toBe(0);
});

test('deliveries are listed with their attempts, by status and by event', async () => {
  const endpoint = await openEndpoint();
  receiver.answer(() => 500);
  await happens();
  await endpoint.deliver();
  receiver.answer(() => 200);
  await happens();
  await endpoint.deliver();
  const [newest, oldest] = await endpoint.list();
  expect(newest).toMatchObject({
    object: 'webhook_delivery',
    status: 'succeeded',
    attempt_count: 1,
    next_attempt_at: null,
    webhook_endpoint: endpoint.id,
    livemode: false,
  });
  expect(oldest).toMatchObject({
    status: 'pending',
    attempts: [{ http_status: 500, error: 'The endpoint answered with the status 500.' }],
    delivered_at: null,
    next_attempt_at: expect.any(Number),
  });
  expect(await endpoint.list({ status: 'pending' })).toEqual([oldest]);
  expect(await endpoint.list({ status: 'succeeded' })).toEqual([newest]);
  expect(await endpoint.list({ status: 'failed' })).toEqual([]);
  expect(await endpoint.list({ event: oldest.event })).toEqual([oldest]);
  expect(await endpoint.list({ limit: 1, starting_after: newest.id })).toEqual([oldest]);
  expect((await api.call('GET', `${endpoint.path}/${oldest.id}`)).body).toEqual(oldest);
});

test('what was delivered can be sent again, and stays delivered', async () => {
  const endpoint = await openEndpoint();
  await happens();
  await endpoint.deliver();
  const [{ id }] = await endpoint.list();
  const before = receiver.received.length;
  const resent = await api.call('POST', `${endpoint.path}/${id}/resend`);
  expect(resent.body).toMatchObject({ status: 'succeeded', next_attempt_at: expect.any(Number) });
  expect(api.sent.at(-1)).toMatchObject({ kind: 'webhook_endpoint', objectId: endpoint.id });
  await endpoint.deliver();
  expect(receiver.received).toHaveLength(before + 1);
  expect(await endpoint.list()).toMatchObject([{ id, attempt_count: 2, next_attempt_at: null }]);
});

test('to a disabled endpoint nothing is sent again, and of another endpoint nothing at all', async () => {
  const [endpoint, other] = [await openEndpoint(), await openEndpoint()];
  await happens();
  await endpoint.deliver();
  const [{ id }] = await endpoint.list();
  expect(await api.call('POST', `${other.path}/${id}/resend`)).toMatchObject(
    refusal(404, 'resource_missing', 'delivery'),
  );
  expect(await api.call('GET', `${other.path}/${id}`)).toMatchObject(
    refusal(404, 'resource_missing', 'delivery'),
  );
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  expect(await api.call('POST', `${endpoint.path}/${id}/resend`)).toMatchObject(
    refusal(400, 'status_transition_invalid'),
  );
});

test('events are filtered by whether every endpoint has got them', async () => {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  for (const { id } of data) await stripe.webhookEndpoints.del(id);
  const endpoint = await openEndpoint();
  const ids = async (delivery_success: boolean) =>
    (await stripe.events.list({ delivery_success, limit: 100 })).data.map(({ id }) => id);
  await happens();
  const { id } = await newestEvent();
  expect(await ids(false)).toEqual([id]);
  expect(await ids(true)).not.toContain(id);
  receiver.answer(() => 500);
  await endpoint.deliver();
  expect(await ids(false)).toEqual([id]);
  receiver.answer(() => 200);
  const [{ id: delivery }] = await endpoint.list();
  await api.call('POST', `${endpoint.path}/${delivery}/resend`);
  await endpoint.deliver();
  expect(await ids(false)).toEqual([]);
  expect(await ids(true)).toContain(id);
});
