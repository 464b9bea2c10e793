import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { captureAuthorization } from '../../authorizer/capture.ts';
import { incrementAuthorization } from '../../authorizer/increment.ts';
import { getAuthorization } from '../../db/authorizations/get.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import type { Database } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { AuthorizationId } from '../../domain/ids.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program } from '../support/program.ts';
import { buy, PLAIN_CAPTURE } from '../support/purchase.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterEach(() => expectBooksInOrder(db));
afterAll(() => database.close());

const grow = (authorization: AuthorizationId, amount: bigint) => (work: UnitOfWork) =>
  incrementAuthorization(work, {
    authorization,
    amount,
    isAmountControllable: false,
    authorizationCode: 'S000002',
  });
const balanceOf = async ({ scope }: Program) => (await issuingBalances(db, scope)).get('usd');

test('of twenty increments at once exactly as many are approved as the balance is worth', async () => {
  const program = await openProgram(db, 1_000n);
  const ids = [
    await buy(db, program, { amount: 100n }),
    await buy(db, program, { amount: 200n }),
  ] as const;
  await Promise.all(
    Array.from({ length: 20 }, (_each, turn) =>
      inWork(db, program.scope, grow(ids[turn % 2 === 0 ? 0 : 1], 100n)),
    ),
  );
  const rows = await Promise.all(ids.map((id) => getAuthorization(db, program.scope, id)));
  const decided = rows.flatMap(({ request_history }) => request_history.slice(1));
  expect(decided).toHaveLength(20);
  expect(decided.filter(({ approved }) => approved)).toHaveLength(7);
  expect(rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(1_000n);
  expect(await balanceOf(program)).toBe(0n);
});

/** Risk: a capture that settles a hold while an increment replaces it, and one of the two is lost. */
test('increments and captures that meet follow one another, and nothing is held twice', async () => {
  const program = await openProgram(db, 10_000n);
  const id = await buy(db, program, { amount: 1_000n });
  const slice = (work: UnitOfWork) =>
    captureAuthorization(work, { authorization: id, amount: 50n, close: false, ...PLAIN_CAPTURE });
  const steps = Array.from({ length: 16 }, (_each, turn) => (turn % 2 ? slice : grow(id, 30n)));
  await Promise.all(steps.map((step) => inWork<unknown>(db, program.scope, step)));
  expect(await getAuthorization(db, program.scope, id)).toMatchObject({
    status: 'pending',
    amount: 1_000n + 8n * 30n - 8n * 50n,
    spent: 1_240n,
  });
  expect(await balanceOf(program)).toBe(10_000n - 1_240n);
});
