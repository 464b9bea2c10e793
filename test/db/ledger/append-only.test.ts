import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlStateOf } from '../../../db/retry.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { tellPurchaseStory } from '../../support/purchase-story.ts';

const RESTRICT_VIOLATION = '23001';
const INSUFFICIENT_PRIVILEGE = '42501';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await tellPurchaseStory(database.db);
});
afterAll(() => database.close());

/** Resolves to how Postgres refused. */
async function refusal(statement: RawBuilder<unknown>, as: 'db' | 'owner'): Promise<unknown> {
  return statement.execute(database[as]).then(
    () => 'not refused',
    (error: unknown) => sqlStateOf(error) ?? error,
  );
}

const CHANGES = [
  ['update', sql`update ledger_transfer set amount = amount + 1`],
  ['delete', sql`delete from ledger_transfer`],
  ['truncate', sql`truncate ledger_transfer cascade`],
] as const;

/** Risk: a correction made by hand. What happened is never edited. */
test.each(CHANGES)('nobody can %s transfers, not even their owner', async (_what, change) => {
  expect(await refusal(change, 'owner')).toBe(RESTRICT_VIOLATION);
});

test.each([
  ...CHANGES,
  ['switch off the trigger of', sql`alter table ledger_transfer disable trigger all`],
  ['replace the trigger of', sql`drop trigger ledger_transfer_is_append_only on ledger_transfer`],
  [
    'open an account with a balance beside',
    sql`
    insert into ledger_account (account_id, livemode, id, code, currency, credits_posted, created_at)
    select account_id, true, 'lacct_rich', code, currency, 1000000, now() from ledger_account limit 1`,
  ],
  ['rename an account beside', sql`update ledger_account set code = 'bank_clearing'`],
  ['delete an account beside', sql`delete from ledger_account`],
] as const)('the product has no right to %s transfers', async (_what, change) => {
  expect(await refusal(change, 'db')).toBe(INSUFFICIENT_PRIVILEGE);
});
