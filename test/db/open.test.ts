import { Socket } from 'node:net';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { openTestDatabase } from '../support/postgres.ts';

/** Risk: an address with an option of its own makes the API the owner, who may edit what happened. */
test.each(['', '-c application_name=billing', '-c role=none'])(
  'the product works with the rights of cardwright_app, also at an address with options (%s)',
  async (options) => {
    const database = await openTestDatabase();
    onTestFinished(() => database.close());
    const { url } = database;
    const mark = url.includes('?') ? '&' : '?';
    const db = openDatabase({ url: `${url}${mark}options=${encodeURIComponent(options)}` });
    onTestFinished(() => db.destroy());
    const { rows } = await sql`select current_user::text as "user"`.execute(db);
    expect(rows).toEqual([{ user: 'cardwright_app' }]);
  },
);

/** Risk: its machine loses power, nobody ends the connections, and each request waits for ever. */
test('a connection asks on its own whether Postgres is still there', async () => {
  const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');
  onTestFinished(() => keepAlive.mockRestore());
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  await sql`select 1`.execute(database.db);
  expect(keepAlive).toHaveBeenLastCalledWith(true, 10_000);
});

/** Risk: under a snapshot, who waited for a lock reads what was true before it, and a replay is not found. */
test('a database with another isolation by default is used as every transaction expects it', async () => {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  await sql`do $$ begin
    execute format('alter database %I set default_transaction_isolation = ''repeatable read''', current_database());
  end $$`.execute(database.owner);
  const db = openDatabase({ url: database.url });
  onTestFinished(() => db.destroy());
  const { rows } = await sql`select current_setting('transaction_isolation') as level`.execute(db);
  expect(rows).toEqual([{ level: 'read committed' }]);
});
