/** One key, one effect, one answer: whoever repeats, wherever, and whatever else the key was used for. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { owned } from '../../db/database.ts';
import { claimKey, keepAnswer } from '../../db/idempotency/answers.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { makeId } from '../../domain/ids.ts';
import { openAuthorizer, type TestAuthorizer } from '../support/authorizer.ts';
import { hold } from '../support/held.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program } from '../support/program.ts';

let database: TestDatabase;
let program: Program;
let here: TestAuthorizer;
let there: TestAuthorizer;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  program = await openProgram(database.db, 10_000n);
  here = openAuthorizer(database.db);
  there = openAuthorizer(database.db);
});
afterEach(() => expectBooksInOrder(database.db));
afterAll(() => database.close());

const ASKED = { amount: 1_000n, key: 'the key' };
const balance = async () => (await issuingBalances(database.db, program.scope)).get('usd');
const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code,
  );

test('a repetition gets the answer of the first time, from any process, and has no effect', async () => {
  const first = await here.buy(program, ASKED);
  expect(first).toMatchObject({ approved: true, original: undefined });
  for (const process of [here, there]) {
    const { original, ...again } = await process.buy(program, ASKED);
    expect({ ...again, original: undefined }).toEqual(first);
    expect(original).toBe('req_1');
  }
  expect(await balance()).toBe(9_000n);
});

test('a decline is repeated too, although the money came meanwhile', async () => {
  const poor = await openProgram(database.db, 0n);
  const first = await here.buy(poor, ASKED);
  expect(first.approved).toBe(false);
  expect(await there.buy(poor, ASKED)).toMatchObject({ id: first.id, approved: false });
});

test('a key is good for one request', async () => {
  await here.buy(program, ASKED);
  for (const process of [here, there])
    await expect(process.buy(program, { ...ASKED, amount: 1n })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  expect(await balance()).toBe(9_000n);
});

test('two at once in one process: one is decided, the other told to come again', async () => {
  const codes = await Promise.all([1, 2].map(() => codeOf(here.buy(program, ASKED))));
  expect(codes).toEqual(['done', 'idempotency_key_in_use']);
  expect(await balance()).toBe(9_000n);
});

test('two at once in two processes get one answer', async () => {
  const [one, two] = await Promise.all([here.buy(program, ASKED), there.buy(program, ASKED)]);
  expect(one.id).toBe(two.id);
  expect(await balance()).toBe(9_000n);
});

/** Risk: whoever died between his commit and his answer has left a key that is good for nothing. */
test('a key that was kept without an answer is in use, for any process', async () => {
  await inWork(database.db, program.scope, (work) => keep(work, undefined));
  for (const process of [here, there])
    expect(await codeOf(process.buy(program, ASKED))).toBe('idempotency_key_in_use');
});

const keep = (work: UnitOfWork, body: string | undefined): Promise<void> =>
  keepAnswer(work, {
    key: ASKED.key,
    requestHash: Buffer.from(body === undefined ? String(ASKED.amount) : 'a command'),
    requestId: 'req_command',
    status: 200,
    body,
  });

/** A purchase looks for no lock of a key: whoever is second to insert learns of the first. */
test('a command whose key a purchase has taken meanwhile does nothing, and is no bug', async () => {
  const command = inWork(database.db, program.scope, async (work) => {
    expect(await claimKey(work.trx, program.scope, ASKED.key)).toBeUndefined();
    await here.buy(program, ASKED);
    await keep(work, '{}');
  });
  expect(await codeOf(command)).toBe('idempotency_key_in_use');
  expect(await there.buy(program, ASKED)).toMatchObject({ approved: true });
});

test.each([[[]], [[1n]]])(
  'a purchase whose key a command has taken meanwhile does nothing, and its neighbours %s are decided once',
  async (neighbours) => {
    const [kept, end] = [hold(), hold()];
    const command = inWork(database.db, program.scope, async (work) => {
      await keep(work, '{}');
      kept.letGo();
      await end.promise;
    });
    await kept.promise;
    const asked = codeOf(here.buy(program, ASKED));
    const beside = Promise.all(neighbours.map((amount) => here.buy(program, { amount })));
    await expect.poll(waitingForLocks).toBeGreaterThan(0);
    end.letGo();
    await command;
    expect(await asked).toBe('idempotency_key_reused');
    for (const { approved } of await beside) expect(approved).toBe(true);
    expect(await balance()).toBe(10_000n - BigInt(neighbours.length));
  },
);

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.owner);
  return rows[0]?.count ?? 0;
}

test('nothing is kept of a purchase that failed: its key is still good', async () => {
  const nobody = { ...program, card: makeId('card', 'nobody') };
  expect(await codeOf(here.buy(nobody, ASKED))).toBe('resource_missing');
  expect(await here.buy(program, ASKED)).toMatchObject({ approved: true });
  const answers = await database.db
    .selectFrom('idempotent_answer')
    .select('key')
    .where((eb) => eb.and(owned(program.scope)))
    .execute();
  expect(answers).toHaveLength(1);
});
