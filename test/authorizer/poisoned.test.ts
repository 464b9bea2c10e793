/** What Postgres refuses fails alone: those beside it are decided, once, as if it had not been there. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { issuingBalances } from '../../db/ledger/balances.ts';
import { owned } from '../../db/database.ts';
import { makeId } from '../../domain/ids.ts';
import { openAuthorizer, type TestAuthorizer } from '../support/authorizer.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { insertCard, openProgram, type Program } from '../support/program.ts';

let database: TestDatabase;
let program: Program;
let poisoned: Program;
let here: TestAuthorizer;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  program = await openProgram(database.db, 10_000n);
  const { scope, cardholder } = program;
  poisoned = { ...program, card: await insertCard(database.db, scope, cardholder) };
  // Whether that takes longer than a purchase has is not asked here.
  here = openAuthorizer(database.db, { decisionMs: 30_000 });
  // Of nothing that this card asks can a row be written: a real refusal of Postgres, in the write.
  await sql`
    alter table issuing_authorization drop constraint if exists poisoned,
      add constraint poisoned check (card_id <> ${sql.lit(poisoned.card)}) not valid
  `.execute(database.owner);
});
afterEach(() => expectBooksInOrder(database.db));
afterAll(() => database.close());

test('of 20 that share a batch the one that Postgres refuses fails, and 19 are approved once', async () => {
  const asked = Array.from({ length: 20 }, (_, turn) =>
    here.buy(turn === 7 ? poisoned : program, { amount: 100n, key: `key ${turn}` }),
  );
  const outcomes = await Promise.allSettled(asked);
  const failed = outcomes.flatMap((one, turn) => (one.status === 'rejected' ? [turn] : []));
  expect(failed).toEqual([7]);
  expect(outcomes[7]).toMatchObject({ reason: { constraint: 'poisoned' } });
  const rows = await database.db
    .selectFrom('issuing_authorization')
    .select('approved')
    .where((eb) => eb.and(owned(program.scope)))
    .execute();
  expect(rows).toEqual(Array.from({ length: 19 }, () => ({ approved: true })));
  expect((await issuingBalances(database.db, program.scope)).get('usd')).toBe(10_000n - 1_900n);
  // In halves: 20, 10, 5, 3, 2 at most.
  expect(await here.metric('authorization_batches_split_total')).toBeLessThanOrEqual(5);
});

test('a card that is not there fails by itself, and nothing is run again', async () => {
  const nobody = { ...program, card: makeId('card', 'nobody') };
  const [good, bad] = await Promise.allSettled([
    here.buy(program, { amount: 100n }),
    here.buy(nobody, { amount: 100n }),
  ]);
  expect(good).toMatchObject({ status: 'fulfilled', value: { approved: true } });
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'resource_missing' } });
  expect(await here.metric('authorization_batches_split_total')).toBe(0);
});
