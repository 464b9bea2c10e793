import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Flights, flightsOver } from '../../db/flights.ts';
import { openPool } from '../../db/open.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let pool: pg.Pool;
let inFlight: Flights;
beforeAll(async () => {
  database = await openTestDatabase();
  await sql`create table seat (number integer primary key)`.execute(database.owner);
  await sql`create table ticket (seat integer references seat deferrable initially deferred)`.execute(
    database.owner,
  );
  await sql`grant all on seat, ticket to cardwright_app`.execute(database.owner);
  pool = openPool({ url: database.url, pipelined: true, max: 1 });
  inFlight = flightsOver(pool);
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const seats = async (): Promise<readonly number[]> => {
  const { rows } = await sql<{ number: number }>`select number from seat order by number`.execute(
    database.db,
  );
  return rows.map(({ number }) => number);
};
const take = (number: number) => sql`insert into seat values (${number})`;

test('what is sent without waiting runs in the order in which it was sent', async () => {
  const seen = await inFlight(async ({ db }) => {
    const [, one, , two] = await Promise.all([
      take(1).execute(db),
      sql<{ count: bigint }>`select count(*) from seat`.execute(db),
      take(2).execute(db),
      sql<{ count: bigint }>`select count(*) from seat`.execute(db),
    ]);
    return [one, two].map(({ rows }) => rows[0]?.count);
  });
  expect(seen).toEqual([1n, 2n]);
  expect(await seats()).toEqual([1, 2]);
});

test('the last statement is committed when it is answered', async () => {
  await inFlight(async ({ db, commitWith }) => {
    await commitWith(async () => void (await take(3).execute(db)));
    expect(await seats()).toContain(3);
  });
});

test('who wants a transaction is given the same one', async () => {
  const asked = inFlight(async ({ db, within }) => {
    await take(4).execute(db);
    await within((trx) => take(5).execute(trx));
    throw new Error('thought better of it');
  });
  await expect(asked).rejects.toThrow('thought better of it');
  expect(await seats()).toEqual([1, 2, 3]);
});

test('a last statement that fails tells its own error, and nothing is written', async () => {
  const asked = inFlight(async ({ db, commitWith }) => {
    await take(4).execute(db);
    await commitWith(async () => void (await take(1).execute(db)));
  });
  await expect(asked).rejects.toMatchObject({ code: '23505' });
  expect(await seats()).toEqual([1, 2, 3]);
});

test('what Postgres finds wrong at the commit is an error, and nothing is written', async () => {
  const asked = inFlight(({ db, commitWith }) =>
    commitWith(async () => void (await sql`insert into ticket values (99)`.execute(db))),
  );
  await expect(asked).rejects.toMatchObject({ code: '23503' });
});

test('a statement that failed unnoticed is not committed', async () => {
  const asked = inFlight(async ({ db }) => {
    await take(1)
      .execute(db)
      .catch(() => {});
  });
  await expect(asked).rejects.toThrow('can be committed');
  expect(await seats()).toEqual([1, 2, 3]);
});

test('a connection that is cut fails what travels on it, and the next flight has another', async () => {
  const asked = inFlight(async ({ db }) => {
    const [{ rows }] = await Promise.all([
      sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db),
      take(4).execute(db),
    ]);
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(database.owner);
    await Promise.all([take(5).execute(db), take(6).execute(db)]);
  });
  await expect(asked).rejects.toThrow(/terminat|queryable|ended/i);
  await inFlight(async ({ db }) => void (await take(7).execute(db)));
  expect(await seats()).toEqual([1, 2, 3, 7]);
});
