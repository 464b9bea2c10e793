import { afterAll, beforeAll, expect, test } from 'vitest';
import { listBalanceTransactions } from '../../../db/balance-transactions/list.ts';
import type { Scope } from '../../../domain/scope.ts';
import { createAccount } from '../../support/ledger-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { tellPurchaseStory } from '../../support/purchase-story.ts';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ scope } = (await tellPurchaseStory(database.db)).books);
  await tellPurchaseStory(database.db);
});
afterAll(() => database.close());

const idsOf = async (page: Parameters<typeof listBalanceTransactions>[2]): Promise<string[]> => {
  const { rows } = await listBalanceTransactions(database.db, scope, page);
  return rows.map(({ id }) => id);
};

/** Risk: a movement whose two lines fall on two pages, of which one is lost or shown twice. */
test.each([1, 2, 3])('pages of %i show every line once, both ways', async (limit) => {
  const all = await idsOf({ limit: 100 });
  expect(all).toEqual(all.toSorted().toReversed());
  expect(all).toHaveLength(12);

  const older: string[] = [];
  for (let page = await idsOf({ limit }); page.length > 0;) {
    older.push(...page);
    page = await idsOf({ limit, starting_after: page.at(-1) });
  }
  expect(older).toEqual(all);

  const newer: string[] = [];
  for (let page = all.slice(-1); page.length > 0;) {
    newer.unshift(...page);
    page = await idsOf({ limit, ending_before: page[0] });
  }
  expect(newer).toEqual(all);
});

test.each(['txn_', 'txn_x', 'txn_nothing0', "txn_'0", 'iauth_1'])(
  'after %j, which is no line of the account, there is no page',
  async (cursor) => {
    await expect(idsOf({ limit: 1, starting_after: cursor })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    });
  },
);

test("another account's line is no cursor", async () => {
  const stranger = await createAccount(database.db);
  const [mine] = await idsOf({ limit: 1 });
  const page = listBalanceTransactions(database.db, stranger, { limit: 1, ending_before: mine });
  await expect(page).rejects.toMatchObject({ code: 'resource_missing', param: 'ending_before' });
});
