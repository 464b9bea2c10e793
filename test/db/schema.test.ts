import { readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { describeSchema } from '../../db/migrate/describe-schema.ts';
import { openDatabase } from '../../db/open.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

const committed = await readFile(new URL('../../db/schema.sql', import.meta.url), 'utf8');

let migrated: TestDatabase;
let description: string;
beforeAll(async () => {
  migrated = await openTestDatabase();
  description = await describeSchema(migrated.owner);
});
afterAll(() => migrated.close());

/** What `db/schema.sql` makes of an empty database, described by the same server: its release words some
 * expressions in its own way. */
test('from empty to the newest migration is what db/schema.sql says, and `npm run generate` keeps it', async () => {
  const empty = await createEmptyDatabase();
  const owner = openDatabase({ url: empty.url, as: 'owner', max: 1 });
  try {
    await sql.raw(committed).execute(owner);
    expect(await describeSchema(owner)).toBe(description);
  } finally {
    await owner.destroy();
    await empty.drop();
  }
});

test('the same schema is described in the same words', async () => {
  expect(await describeSchema(migrated.owner)).toBe(description);
});

/** Describes the schema as it would be after a change, which is taken back. */
async function describedAfter(change: string): Promise<string> {
  const undone = new Error('taken back');
  let changed = '';
  const attempt = migrated.owner.transaction().execute(async (trx: Kysely<Database>) => {
    await sql.raw(change).execute(trx);
    changed = await describeSchema(trx);
    throw undone;
  });
  await expect(attempt).rejects.toBe(undone);
  return changed;
}

/** A description that could miss a change would call a stale file fresh. */
describe('no change of the schema goes unseen', () => {
  test.each([
    'alter table event add column note text',
    'alter table event alter column type drop not null',
    'alter table event alter column type set default $$none$$',
    'alter table event alter column type type varchar(9)',
    'alter table event alter column type type text collate "C"',
    'alter table event set (fillfactor = 70)',
    'alter table issuing_card drop constraint issuing_card_number_and_expiry_are_unique',
    'alter table issuing_card drop constraint issuing_card_exp_month_check',
    'alter table issuing_card drop constraint issuing_card_account_id_fkey',
    'drop index outbox_by_due',
    'create index event_by_type on event (type)',
    'create or replace function event_epoch() returns bigint language sql immutable parallel safe return 1::bigint',
    'alter table webhook_endpoint alter column decides drop expression',
    'drop trigger ledger_transfer_is_append_only on ledger_transfer',
    'alter table ledger_transfer disable trigger ledger_transfer_is_append_only',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    'alter view balance_transaction set (security_invoker = false)',
    'drop view balance_transaction',
    'create table forgotten (id text)',
    'create domain forgotten as text collate "C" check (true)',
    'grant update on ledger_transfer to cardwright_app',
    'grant update (amount) on ledger_transfer to cardwright_app',
    'revoke insert on event from cardwright_app',
    'grant select on event to public',
    'grant create on schema public to cardwright_app',
  ])('%s', async (change) => expect(await describedAfter(change)).not.toBe(description));
});

/** Risk: a takeover of the API that rewrites what it has decided. */
test.each([
  'update issuing_authorization set merchant_data = $${}$$',
  'update issuing_authorization set card_id = card_id',
  'update issuing_authorization set verification_data = $${}$$',
  'update issuing_transaction set amount = -1',
  'delete from issuing_authorization',
  'delete from issuing_transaction',
  'update event set type = $$none$$',
  'delete from event',
  'update ephemeral_key set card_id = card_id',
  'update ephemeral_key set expires_at = now()',
  'update pin_encryption_key set private_sealed = private_sealed',
])('API and worker have no right to: %s', async (edit) => {
  await expect(sql.raw(edit).execute(migrated.db)).rejects.toMatchObject({ code: '42501' });
});
