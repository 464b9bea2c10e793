import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idDigitsAt } from '../../domain/id-time.ts';
import { makeId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { systemClock } from '../../infra/clock.ts';
import { uniqueText } from '../../infra/ids.ts';
import { purgeOldEvents } from '../../worker/event-purge.ts';
import { addEndpoint } from '../support/deliveries.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { openProgram } from '../support/program.ts';

const DAY_MS = 86_400_000;
let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ scope } = await openProgram(database.db, 0n));
});
afterAll(() => database.close());

/** An event of an age, and its delivery to the endpoint, under ids that begin with their time as all do. */
async function past(days: number, endpointId: string): Promise<void> {
  const atMs = systemClock.nowMs() - days * DAY_MS;
  const at = new Date(atMs);
  const owned = { account_id: scope.accountId, livemode: scope.livemode, created_at: at };
  const id = makeId('event', uniqueText(atMs));
  await database.db
    .insertInto('event')
    .values({
      ...owned,
      id,
      type: `aged.${days}`,
      object_id: 'ic_1',
      api_version: 'none',
      request_id: null,
      idempotency_key: null,
      data_sealed: Buffer.alloc(1),
    })
    .execute();
  await database.db
    .insertInto('webhook_delivery')
    .values({
      ...owned,
      id: makeId('webhookDelivery', uniqueText(atMs)),
      endpoint_id: makeId('webhookEndpoint', endpointId.slice('we_'.length)),
      event_id: id,
      due_at: null,
      delivered_at: null,
    })
    .execute();
}
const left = async () => {
  const events = await database.db.selectFrom('event').select('type').orderBy('id').execute();
  const deliveries = await database.db.selectFrom('webhook_delivery').select('id').execute();
  return { events: events.map(({ type }) => type), deliveries: deliveries.length };
};
const purge = async () => {
  const counts: Record<string, number> = {};
  const hasMore = await purgeOldEvents({
    db: database.db,
    clock: systemClock,
    onPurged: (what, count) => void (counts[what] = count),
  });
  return { hasMore, counts };
};

test('after thirty days events and their deliveries are gone, and not before', async () => {
  const { id } = await addEndpoint(database, scope, { url: 'http://localhost/' });
  for (const days of [29.9, 30.1, 40]) await past(days, id);
  expect(await purge()).toEqual({
    hasMore: false,
    counts: { delivery: 2, event: 2, endpoint: 0 },
  });
  expect(await left()).toEqual({ events: ['aged.29.9'], deliveries: 1 });
});

test('a deleted endpoint goes when its last delivery has gone', async () => {
  const { id } = await addEndpoint(database, scope, { url: 'http://localhost/deleted' });
  await past(31, id);
  await database.owner
    .updateTable('webhook_endpoint')
    .set({ status: 'disabled', deleted_at: new Date(systemClock.nowMs() - 31 * DAY_MS) })
    .where('id', '=', makeId('webhookEndpoint', id.slice(3)))
    .execute();
  expect((await purge()).counts).toEqual({ delivery: 1, event: 1, endpoint: 1 });
});

/** Risk: whoever takes over a worker deletes the traces of what he did. */
test('the database lets no younger event be purged, whatever it is asked', async () => {
  const { id } = await addEndpoint(database, scope, { url: 'http://localhost/young' });
  await past(1, id);
  const all = `evt_${idDigitsAt(systemClock.nowMs() + DAY_MS)}`;
  await sql`select purge_events(${all}, 1000)`.execute(database.db);
  expect((await left()).events).toContain('aged.1');
});
