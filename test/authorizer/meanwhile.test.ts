/** What a purchase is decided by stays true until it is committed: whoever changes it waits. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, openTestApi } from '../support/api.ts';
import { hold } from '../support/held.ts';
import { openShop, type Shop } from '../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 10_000);
});
afterAll(() => api.close());

/** As a batch does that has locked the balance, and read. */
async function whileDeciding(act: () => Promise<unknown>): Promise<void> {
  const [locked, end] = [hold(), hold()];
  const deciding = api.database.db.transaction().execute(async (trx) => {
    await sql`select from ledger_account where code = 'issuing_balance' for no key update`.execute(
      trx,
    );
    locked.letGo();
    await end.promise;
  });
  await locked.promise;
  const changing = act();
  try {
    await expect.poll(waitingForLocks).toBe(1);
  } finally {
    end.letGo();
    await Promise.all([deciding, changing]);
  }
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(api.database.owner);
  return rows[0]?.count ?? 0;
}

test.each([
  ['a card', () => shop.stripe.issuing.cards.update(shop.card.id, { status: 'inactive' })],
  [
    'a cardholder',
    () => shop.stripe.issuing.cardholders.update(shop.cardholder.id, { status: 'inactive' }),
  ],
])('%s changes when the purchases are committed that have read it', async (_what, change) => {
  await whileDeciding(change);
});
