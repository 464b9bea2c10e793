import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from '../support/shop.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const START = Date.parse('2027-01-01T00:00:00Z') / 1_000;
const DAY = 86_400;
/** What is refused is sent again after a minute, an hour and a day. */
const PAUSES = [60, 3_600, DAY];

let lab: ClockLab;
let shop: Shop;
let receiver: Receiver;
let endpoint: Stripe.WebhookEndpoint;

beforeAll(async () => {
  receiver = await openReceiver();
  lab = await openClockLab({ retryPolicy: { delays: PAUSES, disabledAfter: 10 * DAY } });
  shop = await openShop(lab.api, 1_000_000);
});
let hooks = 0;
beforeEach(async () => {
  receiver.answer(() => 200);
  endpoint = await lab.stripe.webhookEndpoints.create({
    url: `${receiver.origin}/${hooks++}`,
    enabled_events: ['issuing_authorization.created', 'issuing_authorization.updated'],
  });
});
afterEach(async () => {
  await lab.stripe.webhookEndpoints.del(endpoint.id);
  const { data } = await lab.stripe.testHelpers.testClocks.list();
  for (const { id } of data) await lab.stripe.testHelpers.testClocks.del(id);
});
afterAll(async () => {
  await lab.close();
  await receiver.close();
});

const received = () =>
  receiver.received.filter(({ path }) => path === new URL(endpoint.url).pathname);

test('what happens on the way is delivered before the clock goes on, in its order', async () => {
  const clock = await lab.create(START);
  for (let day = 0; day < 5; day++) {
    await shop.buy(100);
    await lab.advance(clock.id, START + (day + 1) * DAY);
  }
  const seen: (number | undefined)[] = [];
  receiver.answer(async () => {
    seen.push(await lab.now());
    return 200;
  });
  await lab.advance(clock.id, START + 30 * DAY);
  // Each lapses a week after it was made, and is told when the clock stands there.
  expect(seen).toEqual([7, 8, 9, 10, 11].map((days) => START + days * DAY));
});

test('what an endpoint refuses is sent again after pauses of the account’s time', async () => {
  const clock = await lab.create(START);
  receiver.answer(() => 500);
  await shop.buy(100);
  await lab.advance(clock.id, START + 5 * DAY);
  const { data } = await deliveries();
  const times = data.flatMap(({ attempts }) => attempts.map(({ created }) => created - START));
  expect(times).toEqual([0, 60, 3_660, 3_660 + DAY]);
  expect(received()).toHaveLength(4);
});

interface Deliveries {
  readonly data: readonly { readonly attempts: readonly { readonly created: number }[] }[];
}
const deliveries = async (): Promise<Deliveries> => {
  const { body } = await lab.api.call('GET', `/v1/webhook_endpoints/${endpoint.id}/deliveries`);
  return JSON.parse(JSON.stringify(body));
};

test('an endpoint from before the clock moves with it, and waits in real time after it', async () => {
  receiver.answer(() => 500);
  const clock = await lab.create(START);
  await shop.buy(100);
  await lab.advance(clock.id, START + 10);
  expect(received()).toHaveLength(1);
  await lab.stripe.testHelpers.testClocks.del(clock.id);
  const workflow = `webhook-endpoint:${endpoint.id}`;
  await expect.poll(() => lab.timersOf(workflow), { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await lab.nextDueOf(workflow)).toBe(START + 60);
  expect(received()).toHaveLength(1);
});
