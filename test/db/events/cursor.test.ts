import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEvent } from '../../../db/events/record.ts';
import { listEvents } from '../../../db/events/read.ts';
import { makeId } from '../../../domain/ids.ts';
import type { Scope } from '../../../domain/scope.ts';
import { systemClock } from '../../../infra/clock.ts';
import { openDatabase } from '../../../db/open.ts';
import { tell } from '../../support/deliveries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, nextUnique, openProgram } from '../../support/program.ts';

const WRITERS = 16;
const TRANSACTIONS_EACH = 25;
const EVENTS_EACH = 3;

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ scope } = await openProgram(database.db, 0n));
});
afterAll(() => database.close());

const now = (): Date => new Date(systemClock.nowMs());
const object = () => ({ id: makeId('card', nextUnique()), object: 'issuing.card' });

/** Risk: an id is made before its transaction commits, so a smaller one may appear after a larger one was read. */
test('whoever follows the cursor while sixteen write gets every event once', async () => {
  await tell(database, scope, makeId('card', nextUnique()));
  const [first] = (await listEvents(database.db, scope, { limit: 1, now: now() })).rows;
  const writing = openDatabase({ url: database.url, max: WRITERS });
  const write = async (): Promise<void> => {
    for (let done = 0; done < TRANSACTIONS_EACH; done++)
      await inWork(
        writing,
        scope,
        async (work) => {
          for (let event = 0; event < EVENTS_EACH; event++)
            await recordEvent(work, { type: 'issuing_card.updated', object: object() });
          // They commit in another order than the one in which they wrote.
          await sql`select pg_sleep(random() / 50)`.execute(work.trx);
        },
        now(),
      );
  };
  const writers = Array.from({ length: WRITERS }, write);

  const seen: string[] = [];
  let cursor = first?.id;
  const total = WRITERS * TRANSACTIONS_EACH * EVENTS_EACH;
  const poll = async (): Promise<number> => {
    const question = { limit: 7, ending_before: cursor, now: now() };
    const { rows } = await listEvents(database.db, scope, question);
    seen.push(...rows.map(({ id }) => id).toReversed());
    cursor = rows[0]?.id ?? cursor;
    return seen.length;
  };
  await expect.poll(poll, { timeout: 50_000, interval: 1 }).toBe(total);
  await Promise.all(writers);
  await poll();
  expect(seen).toHaveLength(total);
  expect(new Set(seen).size).toBe(total);
  // By their ids alone some would have been passed over: else this race was none.
  expect(seen).not.toEqual(seen.toSorted());
  const newest = await listEvents(database.db, scope, { limit: 100, now: now() });
  expect(newest.rows.map(({ id }) => id)).toEqual(seen.slice(-100).toReversed());
  await writing.destroy();
});

test('what stands behind a transaction that still runs is not shown before it has ended', async () => {
  const early = await database.owner.startTransaction().execute();
  await sql`select pg_current_xact_id()`.execute(early);
  const card = makeId('card', nextUnique());
  await inWork(
    database.db,
    scope,
    (work) =>
      recordEvent(work, {
        type: 'issuing_card.updated',
        object: { id: card, object: 'issuing.card' },
      }),
    now(),
  );
  const newest = async () =>
    (await listEvents(database.db, scope, { limit: 1, now: now() })).rows[0]?.object_id;
  expect(await newest()).not.toBe(card);
  await early.commit().execute();
  await expect.poll(newest, { timeout: 20_000 }).toBe(card);
});

test('a page of events reads no more than a page', async () => {
  const plan = await sql<{ 'QUERY PLAN': string }>`
    explain select * from event
    where account_id = ${scope.accountId} and livemode = false and position < event_horizon()
      and position >= 5 and (position, id) > (5, 'evt_1')
    order by position, id limit 11
  `.execute(database.owner);
  const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toContain('event_by_position');
  expect(text).not.toContain('Sort');
});
