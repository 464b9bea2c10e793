import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Verification,
  verifyAsSeenBy,
  verifyLedger,
} from '../../../db/verify-ledger/verify-ledger.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { type MoneyStory, tellMoneyStory } from '../../support/money-story.ts';
import { MONEY_CORRUPTIONS, MONEY_SUBJECTS, type MoneyCorruption } from './money-corruptions.ts';

let api: TestApi;
let story: MoneyStory;
beforeAll(async () => {
  api = await openTestApi();
  story = await tellMoneyStory(api);
});
afterAll(() => api.close());

/** Tampers as nobody but a superuser can, where no trigger and no foreign key looks, and takes it back. */
async function verdictOn({ corrupt }: MoneyCorruption): Promise<Verification> {
  const trx = await api.database.owner.startTransaction().execute();
  try {
    await sql`set local session_replication_role = replica`.execute(trx);
    await dropChecks().execute(trx);
    await corrupt(story).execute(trx);
    return await verifyAsSeenBy(trx);
  } finally {
    await trx.rollback().execute();
  }
}

/** What the tables themselves would refuse. */
const dropChecks = () =>
  sql.raw(`
  alter table topup drop constraint topup_that_succeeded_moved_money,
    drop constraint topup_that_is_reversed_moved_it_back, drop constraint topup_fails_for_a_reason;
  drop index payout_is_reversed_once;
`);

test('the books of all that moves money are right, and each kind was looked at', async () => {
  const { wrong, results } = await verifyLedger(api.database.db);
  expect(wrong).toBeUndefined();
  const counts = new Map(results.map(({ subjects, count }) => [subjects, count]));
  const movements = [...counts].find(([subjects]) => subjects.startsWith('movements of money'));
  expect(movements?.[1]).toBeGreaterThanOrEqual(20n);
});

test.each(MONEY_CORRUPTIONS)('$what is named', async (corruption) => {
  const { wrong } = await verdictOn(corruption);
  expect(wrong?.problem).toContain(corruption.problem);
  expect(wrong?.object).toBe(corruption.object(story));
});

/** Risk: a check that can never fail. */
test('there is no check of them that none of these fails', async () => {
  const failed = new Set<string>();
  for (const corruption of MONEY_CORRUPTIONS)
    for (const { subjects, wrong } of (await verdictOn(corruption)).results)
      if (wrong) failed.add(subjects);
  expect([...failed]).toEqual(expect.arrayContaining([...MONEY_SUBJECTS]));
});
