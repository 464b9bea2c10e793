import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDueAuthorizations } from '../../../db/authorizations/find-due.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { openProgram, type Program } from '../../support/program.ts';
import { buy } from '../../support/purchase.ts';

let database: TestDatabase;
let programs: readonly [Program, Program];
beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  programs = [await openProgram(db, 1_000n), await openProgram(db, 1_000n)];
  for (const program of [...programs, ...programs]) await buy(db, program, { amount: 1n });
  await buy(db, programs[0], { amount: 5_000n });
});
afterAll(() => database.close());

const NOON = new Date('2027-01-22T12:00:00Z');

test('what is due is found page by page, of all tenants and without the declined', async () => {
  const { db } = database;
  const all = await findDueAuthorizations(db, { now: NOON, limit: 10 });
  expect(all).toHaveLength(4);
  expect(new Set(all.map(({ scope }) => scope.accountId)).size).toBe(2);
  const first = await findDueAuthorizations(db, { now: NOON, limit: 3 });
  const rest = await findDueAuthorizations(db, { now: NOON, limit: 3, after: first.at(-1) });
  expect([...first, ...rest]).toEqual(all);
});

test('a tenant finds its own, and a second before its time nothing is due', async () => {
  const { db } = database;
  const { scope } = programs[1];
  const own = await findDueAuthorizations(db, { scope, now: NOON, limit: 10 });
  expect(own.map(({ scope: { accountId } }) => accountId)).toEqual([
    scope.accountId,
    scope.accountId,
  ]);
  const early = new Date(NOON.getTime() - 1_000);
  expect(await findDueAuthorizations(db, { now: early, limit: 10 })).toEqual([]);
});

/** Risk: a sweep that reads every purchase there ever was, each minute. */
test('the search goes by the index of open authorizations', async () => {
  const plan = await database.owner.transaction().execute(async (trx) => {
    // With a handful of rows Postgres would rather read them all.
    await sql`set local enable_seqscan = off`.execute(trx);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select id from issuing_authorization
      where status = 'pending' and pending_request is null and expires_at <= ${NOON}
      order by expires_at, id limit 100`.execute(trx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('issuing_authorization_by_expiry');
});
