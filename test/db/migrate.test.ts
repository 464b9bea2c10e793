import { readdir } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { migrate, pendingMigrations } from '../../db/migrate/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { createEmptyDatabase, type EmptyDatabase } from '../support/empty-database.ts';

let database: EmptyDatabase;
let owner: Kysely<Database>;
beforeEach(async () => {
  database = await createEmptyDatabase();
  owner = openDatabase({ url: database.url, as: 'owner', max: 1 });
});
afterEach(async () => {
  await owner.destroy();
  await database.drop();
});

const migrationFiles = async (): Promise<string[]> =>
  (await readdir(new URL('../../db/migrations/', import.meta.url))).toSorted();

/** Everything that a migration could have left: tables, views, indexes, functions, domains. */
async function namesInSchema(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
    union select proname from pg_proc where pronamespace = 'public'::regnamespace
    union select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'd'
  `.execute(owner);
  return rows.map(({ name }) => name).filter((name) => !name.startsWith('schema_migration'));
}

test('an empty database gets every migration, in the order of their numbers', async () => {
  const files = await migrationFiles();
  expect(files.length).toBeGreaterThan(4);
  expect(await migrate(database.url)).toEqual(files);
  expect(await pendingMigrations(database.url)).toEqual([]);
});

test('a database that is up to date is left as it is', async () => {
  await migrate(database.url);
  await sql`insert into account values
    ('acct_A1', 'US', 'usd', 'Kept', 'active', 'Visa', now())`.execute(owner);
  expect(await migrate(database.url)).toEqual([]);
  const kept = await owner.selectFrom('account').select('business_name').execute();
  expect(kept).toEqual([{ business_name: 'Kept' }]);
});

/** Risk: a new release that starts on many machines at once. */
test('of many who migrate at once, one does it and the others find nothing to do', async () => {
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url)));
  const files = await migrationFiles();
  expect(applied.toSorted((left, right) => right.length - left.length)).toEqual([
    files,
    ...Array.from({ length: 5 }, () => []),
  ]);
});

test('a migration that fails leaves nothing of those before it, and can be tried again', async () => {
  // The last migration makes this table: it meets one that is in its way.
  await sql`create table outbox (in_the_way text)`.execute(owner);
  const before = await namesInSchema();

  await expect(migrate(database.url)).rejects.toMatchObject({
    cause: { message: 'relation "outbox" already exists' },
  });
  expect(await namesInSchema()).toEqual(before);
  expect(await pendingMigrations(database.url)).toEqual(await migrationFiles());

  await sql`drop table outbox`.execute(owner);
  expect(await migrate(database.url)).toEqual(await migrationFiles());
});

/** Risk: a schema that lacks what the edit added, and a release that trusts it to be there. */
test('a migration that was edited after it ran is refused, and seen as not applied', async () => {
  await migrate(database.url);
  await sql`update schema_migration set name = overlay(name placing '0000' from length(name) - 3)
    where name like '0001%'`.execute(owner);
  await expect(migrate(database.url)).rejects.toThrow('has edited since');
  expect(await pendingMigrations(database.url)).toEqual(['0001-accounts.sql']);
});

/** Risk: an older release that is started by mistake, and changes what it does not know. */
test('a schema that is newer than the program is refused', async () => {
  await migrate(database.url);
  await sql`insert into schema_migration (name, timestamp) values ('9999-later.sql', '')`.execute(
    owner,
  );
  await expect(migrate(database.url)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('9999-later.sql') },
  });
});

/** Risk: the bound on a statement, which is made for purchases, cuts off an index on a large table. */
test('a migration may take as long as it needs, and waits for a lock only briefly', async () => {
  await sql`create table seen (statement_timeout text, lock_timeout text)`.execute(owner);
  await sql`create function note_bounds() returns event_trigger language plpgsql as $$
    begin
      insert into seen values (current_setting('statement_timeout'), current_setting('lock_timeout'));
    end $$`.execute(owner);
  await sql`create event trigger bounds on ddl_command_start when tag in ('CREATE TABLE')
    execute function note_bounds()`.execute(owner);
  await migrate(database.url);
  const { rows } = await sql`select distinct * from seen`.execute(owner);
  expect(rows).toEqual([{ statement_timeout: '0', lock_timeout: '5s' }]);
});
