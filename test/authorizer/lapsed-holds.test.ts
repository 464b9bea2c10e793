import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getAuthorization } from '../../db/authorizations/get.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import type { Database } from '../../db/database.ts';
import { toJson } from '../../db/json.ts';
import { NO_SPENDING_CONTROLS } from '../../domain/spending-controls.ts';
import { authorize } from '../support/authorize.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program } from '../support/program.ts';
import { purchaseOf } from '../support/purchase.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(async () => {
  await expectBooksInOrder(db);
  await database.close();
});

const BOUGHT = '2027-01-15T12:00:00Z';
const LAPSED = '2027-01-22T12:00:00Z';

const buyAt = ({ scope, card }: Program, amount: bigint, at: string) =>
  inWork(
    db,
    scope,
    async (work) => (await authorize(work, purchaseOf(card, amount))).authorization,
    new Date(at),
  );
const statusOf = async ({ scope }: Program, id: string) =>
  (await getAuthorization(db, scope, id)).status;
const balanceOf = async ({ scope }: Program) => (await issuingBalances(db, scope)).get('usd');

/** Risk: a purchase that is declined for money which nobody holds any more. */
test('funds that a hold should have given back are there for the next purchase', async () => {
  const program = await openProgram(db, 1_000n);
  const forgotten = await buyAt(program, 900n, BOUGHT);
  const early = await buyAt(program, 500n, '2027-01-22T11:59:59Z');
  expect(early).toMatchObject({ approved: false });
  expect(early.request_history[0]?.reason).toBe('insufficient_funds');
  expect(await statusOf(program, forgotten.id)).toBe('pending');

  expect(await buyAt(program, 500n, LAPSED)).toMatchObject({ approved: true, amount: 500n });
  expect(await statusOf(program, forgotten.id)).toBe('expired');
  expect(await balanceOf(program)).toBe(500n);
});

test('what a limit has counted is given back as well', async () => {
  const program = await openProgram(db, 10_000n);
  const limit = { amount: 1_000n, categories: null, interval: 'all_time' } as const;
  const controls = { ...NO_SPENDING_CONTROLS, spending_limits: [limit] };
  await db
    .updateTable('issuing_card')
    .set({ spending_controls: toJson({ ...controls, spending_limits_currency: 'usd' }) })
    .where('id', '=', program.card)
    .execute();
  await buyAt(program, 900n, BOUGHT);
  const early = await buyAt(program, 500n, '2027-01-22T11:59:59Z');
  expect(early.request_history[0]?.reason).toBe('spending_controls');
  expect(await buyAt(program, 500n, LAPSED)).toMatchObject({ approved: true });
});

test('a purchase that is declined all the same leaves what was due lapsed', async () => {
  const program = await openProgram(db, 1_000n);
  const forgotten = await buyAt(program, 900n, BOUGHT);
  expect(await buyAt(program, 1_001n, LAPSED)).toMatchObject({ approved: false });
  expect(await statusOf(program, forgotten.id)).toBe('expired');
  expect(await balanceOf(program)).toBe(1_000n);
});

test('a purchase that nothing stands in the way of does not look for what is due', async () => {
  const program = await openProgram(db, 1_000n);
  const forgotten = await buyAt(program, 100n, BOUGHT);
  expect(await buyAt(program, 100n, LAPSED)).toMatchObject({ approved: true });
  expect(await statusOf(program, forgotten.id)).toBe('pending');
});
