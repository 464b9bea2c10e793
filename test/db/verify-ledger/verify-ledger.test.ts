import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type Verification,
  verifyAsSeenBy,
  verifyLedger,
} from '../../../db/verify-ledger/verify-ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type PurchaseStory, tellPurchaseStory } from '../../support/purchase-story.ts';
import { type Corruption, CORRUPTIONS } from './corruptions.ts';
import { MONEY_SUBJECTS } from './money-corruptions.ts';

let database: TestDatabase;
let story: PurchaseStory;
beforeAll(async () => {
  database = await openTestDatabase();
  story = await tellPurchaseStory(database.db);
});
afterAll(() => database.close());

/** Tampers as nobody but a superuser can, where no trigger and no foreign key looks, and takes it back. */
async function verdictOn({ corrupt }: Corruption): Promise<Verification> {
  const trx = await database.owner.startTransaction().execute();
  try {
    await sql`set local session_replication_role = replica`.execute(trx);
    await corrupt(story).execute(trx);
    return await verifyAsSeenBy(trx);
  } finally {
    await trx.rollback().execute();
  }
}

test('books that nobody touched are right, and every kind of object was looked at', async () => {
  const { wrong, results, totals } = await verifyLedger(database.db);
  expect(wrong).toBeUndefined();
  // Ten movements, of which one has two legs; the hold of one authorization is held anew.
  expect(results.map(({ count }) => count)).toEqual([
    11n,
    10n,
    3n,
    3n,
    1n,
    11n,
    2n,
    4n,
    4n,
    1n,
    0n,
    0n,
    0n,
    0n,
    4n,
    3n,
  ]);
  expect(totals).toEqual([
    {
      currency: 'usd',
      livemode: false,
      debitsPending: 250_00n,
      creditsPending: 250_00n,
      debitsPosted: 1105_00n,
      creditsPosted: 1105_00n,
    },
  ]);
});

test('an empty database is right', async () => {
  const empty = await openTestDatabase();
  onTestFinished(() => empty.close());
  const { wrong, totals } = await verifyLedger(empty.db);
  expect({ wrong, totals }).toEqual({ wrong: undefined, totals: [] });
});

test.each(CORRUPTIONS)('$what is found, and named', async (corruption) => {
  const { wrong } = await verdictOn(corruption);
  expect(wrong?.object).toBe(corruption.object(story));
  expect(wrong?.problem).toContain(corruption.problem);
});

/** Risk: a check that can never fail. What moves money beside cards is corrupted by itself. */
test('there is no check that none of them fails', async () => {
  const { results } = await verifyLedger(database.db);
  const failed = new Set<string>();
  for (const corruption of CORRUPTIONS)
    for (const { subjects, wrong } of (await verdictOn(corruption)).results)
      if (wrong) failed.add(subjects);
  const all = results.map(({ subjects }) => subjects);
  const elsewhere = all.filter((subjects) => MONEY_SUBJECTS.includes(subjects));
  expect([...failed, ...elsewhere].toSorted()).toEqual(all.toSorted());
});
