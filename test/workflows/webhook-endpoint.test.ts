import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { systemClock } from '../../infra/clock.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  endpointWorkflowOf,
  workArrivedSignal,
} from '../../workflows/webhook-endpoint/contract.ts';
import { addEndpoint, deliveriesOf, newCardId, tell } from '../support/deliveries.ts';
import { hold } from '../support/held.ts';
import { type DeliveryLab, openDeliveryLab } from './delivery-lab.ts';

const POLL = { timeout: 20_000 };
const MEGABYTE = 'x'.repeat(1_000_000);

let lab: DeliveryLab;
/** What happens to `deliverEvents` next: it may fail before it has done anything, or after all of it. */
let fault: 'after' | 'before' | undefined;

beforeAll(async () => {
  lab = await openDeliveryLab({
    policy: { delays: [1, 1], disabledAfter: 86_400 },
    wrap: (deliver) => async (input) => {
      const now = fault;
      fault = undefined;
      if (now === 'before') throw new Error('the worker was gone');
      const delivered = await deliver(input);
      if (now === 'after') throw new Error('its answer was lost');
      return delivered;
    },
  });
});
afterAll(() => lab.close());
beforeEach(() => {
  fault = undefined;
  lab.receiver.answer(() => 200);
});

const happens = (...cards: readonly string[]) => tell(lab.database, lab.scope, ...cards);
const taken = ({ url }: WebhookEndpointRow): readonly string[] =>
  lab.receiver.taken
    .filter(({ path }) => url.endsWith(path))
    .map(({ event }) => String(Reflect.get(event.data.object, 'id')));
/** The workflow has nothing to do: it waits for events. */
async function rests({ id }: WebhookEndpointRow): Promise<void> {
  const isQuiet = async (): Promise<boolean> => {
    const row = await lab.database.db
      .selectFrom('webhook_endpoint')
      .select('quiet_until')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return row.quiet_until.getTime() <= systemClock.nowMs();
  };
  await expect.poll(isQuiet, POLL).toBe(true);
}
const ended = (endpoint: WebhookEndpointRow) =>
  expect
    .poll(async () => (await lab.handle(endpoint).describe()).status.name, POLL)
    .toBe('COMPLETED');

test('the sweep wakes the workflow of an endpoint that has events, and of no other', async () => {
  const endpoint = await lab.create();
  await rests(endpoint);
  expect(await lab.sweep()).toBe(0);
  const card = newCardId();
  await happens(card);
  expect(await lab.sweep()).toBe(1);
  expect(await lab.sweep()).toBe(0);
  await expect.poll(() => taken(endpoint), POLL).toEqual([card]);
  await rests(endpoint);
  expect(await lab.sweep()).toBe(0);
  await lab.change(endpoint, 'deleted');
});

test('a retry comes by itself, when it is due', async () => {
  const endpoint = await lab.create();
  let refusals = 2;
  lab.receiver.answer(() => (refusals-- > 0 ? 503 : 200));
  const card = newCardId();
  await happens(card);
  await lab.sweep();
  await expect.poll(() => taken(endpoint), POLL).toEqual([card]);
  await expect
    .poll(() => deliveriesOf(lab.database, endpoint.id), POLL)
    .toMatchObject([{ attempt_count: 3, due_at: null }]);
  await lab.change(endpoint, 'deleted');
});

test.each(['deleted', 'disabled'] as const)('the workflow of a %s endpoint ends', async (to) => {
  const endpoint = await lab.create();
  await rests(endpoint);
  await lab.change(endpoint, to);
  await ended(endpoint);
});

test('an endpoint that is enabled again is told of what happens from then on', async () => {
  const endpoint = await lab.create();
  await lab.change(endpoint, 'disabled');
  await ended(endpoint);
  await happens(newCardId());
  expect(await lab.sweep()).toBe(0);
  await lab.change(endpoint, 'enabled');
  const card = newCardId();
  await happens(card);
  await lab.sweep();
  await expect.poll(() => taken(endpoint), POLL).toEqual([card]);
  await lab.change(endpoint, 'deleted');
});

test.each(['before', 'after'] as const)(
  'an activity that fails %s its effect is repeated, and delivers nothing twice',
  async (when) => {
    const endpoint = await lab.create();
    await rests(endpoint);
    fault = when;
    const cards = [newCardId(), newCardId()];
    await happens(...cards);
    await lab.sweep();
    await expect.poll(() => taken(endpoint).toSorted(), POLL).toEqual(cards);
    await rests(endpoint);
    expect(taken(endpoint)).toHaveLength(2);
    await lab.change(endpoint, 'deleted');
  },
);

test('a workflow that was lost is started again by the sweep', async () => {
  const endpoint = await lab.create();
  await rests(endpoint);
  await lab.handle(endpoint).terminate('a test loses it');
  const card = newCardId();
  await happens(card);
  await lab.sweep();
  await expect.poll(() => taken(endpoint), POLL).toEqual([card]);
  await lab.change(endpoint, 'deleted');
});

test('a slow endpoint delays no other', async () => {
  const [slow, fast] = [await lab.create(), await lab.create()];
  const held = hold();
  lab.receiver.answer(async ({ path }) => {
    if (slow.url.endsWith(path)) await held.promise;
    return 200;
  });
  const cards = Array.from({ length: 40 }, newCardId);
  await happens(...cards);
  await lab.sweep();
  await expect.poll(() => taken(fast).toSorted(), POLL).toEqual(cards);
  expect(taken(slow)).toEqual([]);
  held.letGo();
  await expect.poll(() => taken(slow).toSorted(), POLL).toEqual(cards);
  for (const endpoint of [slow, fast]) await lab.change(endpoint, 'deleted');
});

/** Risk: an endpoint that is used for years grows a history that Temporal cuts off. */
test('a long life goes on in a new run', async () => {
  const endpoint = await lab.create();
  await rests(endpoint);
  const { runId } = await lab.handle(endpoint).describe();
  for (let sent = 0; sent < 8; sent++)
    await lab.handle(endpoint).signal(workArrivedSignal.name, { padding: MEGABYTE });
  await expect
    .poll(async () => (await lab.handle(endpoint).describe()).runId, POLL)
    .not.toBe(runId);
  const card = newCardId();
  await happens(card);
  await rests(endpoint);
  await lab.sweep();
  await expect.poll(() => taken(endpoint), POLL).toEqual([card]);
  await lab.change(endpoint, 'deleted');
});

test('on a test clock a retry waits for the clock, and for nothing else', async () => {
  const url = `${lab.receiver.origin}/clocked`;
  const endpoint = await addEndpoint(lab.database, lab.scope, { url });
  lab.receiver.answer(() => 500);
  const card = newCardId();
  await happens(card);
  const start = endpointWorkflowOf({ scope: lab.scope, objectId: endpoint.id });
  await startOrTell(lab.temporal, { ...start, input: { ...start.input, frozenAt: 1_000 } });
  const clock = (now: number) =>
    lab.handle(endpoint).executeUpdate(advanceClockUpdate, { args: [{ now }] });
  expect(await clock(1_000)).toEqual({ dueAt: 1_001 });
  lab.receiver.answer(() => 200);
  expect(await clock(1_001)).toEqual({});
  expect(taken(endpoint)).toEqual([card]);
  await lab.change(endpoint, 'deleted');
});
