import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEvents } from '../../../db/events/read.ts';
import { migrate, pendingMigrations } from '../../../db/migrate/migrate.ts';
import type { Scope } from '../../../domain/scope.ts';
import { systemClock } from '../../../infra/clock.ts';
import { addEndpoint, newCardId, tell } from '../../support/deliveries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { openProgram } from '../../support/program.ts';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ scope } = await openProgram(database.db, 0n));
});
afterAll(() => database.close());

/** As if all of it had been written in a cluster that is much older than this one. */
const restored = async (): Promise<void> => {
  await sql`update event set position = position + 1000000000`.execute(database.owner);
  await sql`update webhook_endpoint set cursor_position = cursor_position + 1000000000`.execute(
    database.owner,
  );
};
const newest = async () => {
  const now = new Date(systemClock.nowMs());
  return (await listEvents(database.db, scope, { limit: 10, now })).rows;
};

/** Risk: a database restored into a new cluster writes its events in its own past, and nobody sees them. */
test('after a restore nobody may start before the migration, and then events go on in order', async () => {
  const before = newCardId();
  await tell(database, scope, before);
  await addEndpoint(database, scope, { url: 'http://localhost/' });
  await restored();
  expect(await pendingMigrations(database.url)).toHaveLength(1);
  const applied = await Promise.all([migrate(database.url), migrate(database.url)]);
  expect(applied.flat()).toEqual(['the order of events in a restored database']);
  expect(await pendingMigrations(database.url)).toEqual([]);

  const after = newCardId();
  await tell(database, scope, after);
  const rows = await newest();
  expect(rows.map(({ object_id }) => object_id)).toEqual([after, before]);
  const { cursor_position: cursor } = await database.db
    .selectFrom('webhook_endpoint')
    .select('cursor_position')
    .executeTakeFirstOrThrow();
  expect(rows[0]?.position).toBeGreaterThan(cursor);
});

test('where nothing was restored nothing is changed', async () => {
  await tell(database, scope, newCardId());
  expect(await migrate(database.url)).toEqual([]);
});
