import { type RawBuilder, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { verifyLedger } from '../../../db/verify-ledger/verify-ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { tellPurchaseStory } from '../../support/purchase-story.ts';
import { type Corruption, CORRUPTIONS } from './corruptions.ts';

async function copyOfBooks() {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  return { database, story: await tellPurchaseStory(database.db) };
}

/** As nobody but a superuser can: no trigger and no foreign key looks at it. */
const tamper = ({ owner }: TestDatabase, change: RawBuilder<unknown>): Promise<unknown> =>
  owner.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await change.execute(trx);
  });

test('books that nobody touched are right, and every kind of object was looked at', async () => {
  const { database } = await copyOfBooks();
  const { wrong, results, totals } = await verifyLedger(database.db);
  expect(wrong).toBeUndefined();
  // Ten movements of which one has two legs; the hold of one authorization is held anew.
  expect(results.map(({ count }) => count)).toEqual([11n, 10n, 3n, 3n, 1n, 2n, 4n, 4n]);
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
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  expect(await verifyLedger(database.db)).toMatchObject({ totals: [] });
});

const verdicts = new Map<Corruption, ReturnType<typeof corrupted>>();
async function corrupted({ corrupt }: Corruption) {
  const { database, story } = await copyOfBooks();
  await tamper(database, corrupt(story));
  return { story, verification: await verifyLedger(database.db) };
}
/** Each corruption is made once, whichever test asks first. */
function verdictOn(corruption: Corruption): ReturnType<typeof corrupted> {
  const verdict = verdicts.get(corruption) ?? corrupted(corruption);
  verdicts.set(corruption, verdict);
  return verdict;
}

test.each(CORRUPTIONS)('$what is found, and named', async (corruption) => {
  const { story, verification } = await verdictOn(corruption);
  expect(verification.wrong?.object).toBe(corruption.object(story));
  expect(verification.wrong?.problem).toContain(corruption.problem);
});

/** Risk: a check that can never fail. */
test('there is no check that none of them fails', async () => {
  const { results } = await verifyLedger((await copyOfBooks()).database.db);
  const failed = new Set<string>();
  for (const corruption of CORRUPTIONS) {
    const { verification } = await verdictOn(corruption);
    for (const { subjects, wrong } of verification.results) if (wrong) failed.add(subjects);
  }
  expect([...failed].toSorted()).toEqual(results.map(({ subjects }) => subjects).toSorted());
});
