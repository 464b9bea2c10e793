/** Batches of several tenants, in several processes: they queue for the same balances, and never cross. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { issuingBalances } from '../../db/ledger/balances.ts';
import { openAuthorizer } from '../support/authorizer.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { openProgram, type Program } from '../support/program.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(() => expectBooksInOrder(database.db));
afterAll(() => database.close());

const openPrograms = (funds: bigint): Promise<Program[]> =>
  Promise.all(Array.from({ length: 5 }, () => openProgram(database.db, funds)));

/** Each tenant buys in both processes at once, which meet them in opposite order. */
async function buyCrosswise(programs: readonly Program[], amount: bigint) {
  const processes = [openAuthorizer, openAuthorizer].map((open) =>
    open(database.db, { decisionMs: 30_000 }),
  );
  const bought = await Promise.all(
    processes.flatMap(({ buy }, turn) =>
      (turn === 0 ? programs : programs.toReversed()).map((program) => buy(program, { amount })),
    ),
  );
  const retried = await Promise.all(
    processes.map(({ metric }) => metric('authorization_batches_retried_total{')),
  );
  return { bought, retried };
}
const NONE = [undefined, undefined];

test('the first purchases of new tenants make their books in one order, and nobody is run again', async () => {
  for (let round = 0; round < 5; round++) {
    const { bought, retried } = await buyCrosswise(await openPrograms(0n), 0n);
    expect(bought.map(({ approved }) => approved)).toEqual(Array.from({ length: 10 }, () => true));
    expect(retried).toEqual(NONE);
  }
});

test('what one tenant spends is his, whoever shares the batch', async () => {
  const programs = await openPrograms(1_000n);
  for (let round = 0; round < 3; round++) {
    const { retried } = await buyCrosswise(programs, 300n);
    expect(retried).toEqual(NONE);
  }
  for (const { scope } of programs)
    expect((await issuingBalances(database.db, scope)).get('usd')).toBe(100n);
});
