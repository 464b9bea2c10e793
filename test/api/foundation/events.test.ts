import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { addAccount, JENNY } from '../issuing/fixtures.ts';

const DAY_MS = 86_400_000;

let api: TestApi;
let stripe: Stripe;
let holder: Stripe.Response<Stripe.Issuing.Cardholder>;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  holder = await stripe.issuing.cardholders.create(JENNY, { idempotencyKey: 'made-once' });
  await stripe.issuing.cards.create({ cardholder: holder.id, currency: 'usd', type: 'virtual' });
  await stripe.issuing.cardholders.update(holder.id, { metadata: { team: 'ops' } });
});
afterAll(() => api.close());

const typesOf = async (filter: Stripe.EventListParams): Promise<readonly string[]> =>
  (await stripe.events.list(filter)).data.map(({ type }) => type);

test('each change has told its event, the newest first', async () => {
  expect(await typesOf({})).toEqual([
    'issuing_cardholder.updated',
    'issuing_card.created',
    'issuing_cardholder.created',
  ]);
});

test('an event names the request that caused it, and the version of its shape', async () => {
  const [event] = (await stripe.events.list({ type: 'issuing_cardholder.created' })).data;
  expect(event).toMatchObject({
    api_version: '2026-10-28.endive',
    livemode: false,
    pending_webhooks: 0,
    request: { id: holder.lastResponse.requestId, idempotency_key: 'made-once' },
  });
  expect(event?.data.object).toMatchObject({ id: holder.id, name: 'Jenny Rosen' });
});

test('an event shows its object as it was then, whatever came later', async () => {
  const [event] = (await stripe.events.list({ type: 'issuing_cardholder.created' })).data;
  expect(event?.data.object).toMatchObject({ metadata: {} });
});

test('an update tells the former value of what changed, and of nothing else', async () => {
  const [event] = (await stripe.events.list({ type: 'issuing_cardholder.updated' })).data;
  expect(event?.data.previous_attributes).toEqual({ metadata: { team: null } });
});

test('an update that changes nothing tells nothing', async () => {
  const before = await typesOf({});
  await stripe.issuing.cardholders.update(holder.id, { metadata: { team: 'ops' } });
  expect(await typesOf({})).toEqual(before);
});

test('an event is retrieved as it stands in the list', async () => {
  const [listed] = (await stripe.events.list({ limit: 1 })).data;
  const { lastResponse: _meta, ...event } = await stripe.events.retrieve(String(listed?.id));
  expect(event).toEqual(listed);
});

test.each<[string, Stripe.EventListParams, readonly string[]]>([
  ['a name', { type: 'issuing_card.created' }, ['issuing_card.created']],
  [
    'a group',
    { type: 'issuing_cardholder.*' },
    ['issuing_cardholder.updated', 'issuing_cardholder.created'],
  ],
  [
    'several names',
    { types: ['issuing_card.created', 'issuing_cardholder.created'] },
    ['issuing_card.created', 'issuing_cardholder.created'],
  ],
  [
    'everything',
    { type: '*' },
    ['issuing_cardholder.updated', 'issuing_card.created', 'issuing_cardholder.created'],
  ],
  ['a name that is not ours', { type: 'charge.succeeded' }, []],
  ['what lies ahead', { created: { gt: 4_000_000_000 } }, []],
  [
    'what reached every endpoint',
    { delivery_success: true, type: 'issuing_card.*' },
    ['issuing_card.created'],
  ],
  ['what did not', { delivery_success: false }, []],
])('events are filtered by %s', async (_case, filter, types) => {
  expect(await typesOf(filter)).toEqual(types);
});

test.each([
  ['a wildcard in the middle', { type: 'issuing_*.created' }, 'type'],
  ['a name and names', { type: 'a', types: ['b'] }, 'types'],
  ['twenty-one names', { types: Array.from({ length: 21 }, (_, index) => `a${index}`) }, 'types'],
])('a filter by %s is refused', async (_case, form, param) => {
  const reply = await api.call('GET', '/v1/events', { form });
  expect(reply).toMatchObject({ status: 400, body: { error: { param } } });
});

test('another account sees none of them, and cannot tell that they exist', async () => {
  const key = await addAccount(api);
  const [event] = (await stripe.events.list({ limit: 1 })).data;
  expect((await api.call('GET', '/v1/events', { key })).body).toMatchObject({ data: [] });
  expect(await api.call('GET', `/v1/events/${event?.id}`, { key })).toMatchObject({
    status: 404,
    body: { error: { code: 'resource_missing', param: 'event' } },
  });
});

test('in the database an event shows no name and no address', async () => {
  const rows = await api.database.owner.selectFrom('event').selectAll().execute();
  expect(rows.length).toBeGreaterThan(2);
  for (const { data_sealed: sealed } of rows)
    for (const secret of ['Jenny', 'Main Street', 'example.com'])
      expect(sealed.includes(secret)).toBe(false);
});

test('an event can be read for thirty days', async () => {
  const [event] = (await stripe.events.list({ limit: 1 })).data;
  api.clock.advance(30 * DAY_MS - 60_000);
  expect(await api.call('GET', `/v1/events/${event?.id}`)).toMatchObject({ status: 200 });
  api.clock.advance(60_000);
  expect(await api.call('GET', `/v1/events/${event?.id}`)).toMatchObject({ status: 404 });
  expect(await typesOf({})).toEqual([]);
});
