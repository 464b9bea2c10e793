import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
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
