import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captureAuthorization } from '../../authorizer/capture.ts';
import { expireAuthorization, reverseAuthorization } from '../../authorizer/release.ts';
import { getAuthorization } from '../../db/authorizations/get.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import { type Database, owned } from '../../db/database.ts';
import { openDatabase } from '../../db/open.ts';
import { retryTransient } from '../../db/retry.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { AppError } from '../../domain/errors.ts';
import type { AuthorizationId } from '../../domain/ids.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program } from '../support/program.ts';
import { buy, PLAIN_CAPTURE } from '../support/purchase.ts';

let database: TestDatabase;
/** Two pools, as two processes have: nothing but Postgres keeps them apart. */
let processes: readonly [Kysely<Database>, Kysely<Database>];
const collisions: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const { url } = database;
  processes = [openDatabase({ url }), openDatabase({ url })];
  // Connected before the first race, so that nobody there waits for anything but a lock.
  await Promise.all(processes.map((db) => sql`select`.execute(db)));
});
afterAll(async () => {
  await Promise.all(processes.map((db) => db.destroy()));
  await database.close();
});
afterEach(async () => {
  // Every path takes its locks in one order: nothing ever waits in a circle.
  expect(collisions).toEqual([]);
  await expectBooksInOrder(database.db);
});

type Attempt = (db: Kysely<Database>) => Promise<unknown>;

const command =
  ({ scope }: Program, act: (work: UnitOfWork) => Promise<unknown>): Attempt =>
  (db) =>
    retryTransient(() => inWork(db, scope, act), {
      random: Math.random,
      onRetry: (state) => collisions.push(state),
    });

/** `done`, or the code of the refusal. Anything else fails the test. */
async function outcome(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/**
 * Lets two processes meet at one authorization: it is locked until both wait for it, the first before
 * the second, so that each race is run and no luck is needed.
 */
async function race(id: AuthorizationId, first: Attempt, second: Attempt): Promise<string[]> {
  const started: Promise<string>[] = [];
  await database.owner.transaction().execute(async (trx) => {
    await sql`select from issuing_authorization where id = ${id} for update`.execute(trx);
    for (const [index, attempt] of [first, second].entries()) {
      started.push(outcome(attempt(processes[index === 0 ? 0 : 1])));
      await expect.poll(() => waiting(trx), { interval: 2, timeout: 10_000 }).toBe(index + 1);
    }
  });
  return Promise.all(started);
}

async function waiting(trx: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(trx);
  return rows[0]?.count ?? 0;
}

interface Take {
  readonly amount?: bigint;
  readonly close: boolean;
}
const capture = (program: Program, authorization: AuthorizationId, { amount, close }: Take) =>
  command(program, (work) =>
    captureAuthorization(work, { authorization, amount, close, ...PLAIN_CAPTURE }),
  );
const reverse = (program: Program, id: AuthorizationId) =>
  command(program, (work) => reverseAuthorization(work, id, undefined));
const expire = (program: Program, id: AuthorizationId) =>
  command(program, (work) => expireAuthorization(work, id));

const standing = async ({ scope }: Program, id: AuthorizationId) => {
  const { status } = await getAuthorization(database.db, scope, id);
  const captures = await database.db
    .selectFrom('issuing_transaction')
    .select('amount')
    .where((eb) => eb.and({ ...owned(scope), authorization_id: id }))
    .execute();
  return {
    status,
    captured: captures.map(({ amount }) => -amount),
    balance: (await issuingBalances(database.db, scope)).get('usd'),
  };
};

describe('one authorization of 10.00, two processes that want it', () => {
  let program: Program;
  let id: AuthorizationId;
  beforeEach(async () => {
    program = await openProgram(database.db, 5_000n);
    id = await buy(database.db, program, { amount: 1_000n });
  });
  const all: Take = { close: true };
  const named: Take = { amount: 1_000n, close: true };
  const refused = 'status_transition_invalid';
  const takenOnce = { status: 'closed', captured: [1_000n], balance: 4_000n };
  const free = { captured: [], balance: 5_000n };

  test('two captures of all that is held: the second finds nothing held', async () => {
    const both = [capture(program, id, all), capture(program, id, all)] as const;
    expect(await race(id, ...both)).toEqual(['done', 'parameter_missing']);
    expect(await standing(program, id)).toEqual(takenOnce);
  });

  /** The network has been promised both (contract §2.3): the second posts without a hold. */
  test('two captures of a named amount both post, and one of them settles the hold', async () => {
    const both = [capture(program, id, named), capture(program, id, named)] as const;
    expect(await race(id, ...both)).toEqual(['done', 'done']);
    expect(await standing(program, id)).toEqual({
      status: 'closed',
      captured: [1_000n, 1_000n],
      balance: 3_000n,
    });
  });

  test('a capture, then a reversal: nothing is left to undo', async () => {
    const both = [capture(program, id, named), reverse(program, id)] as const;
    expect(await race(id, ...both)).toEqual(['done', refused]);
    expect(await standing(program, id)).toEqual(takenOnce);
  });

  test('a reversal, then a capture: it posts without a hold', async () => {
    const both = [reverse(program, id), capture(program, id, named)] as const;
    expect(await race(id, ...both)).toEqual(['done', 'done']);
    expect(await standing(program, id)).toEqual(takenOnce);
  });

  test('a capture, then an expiry: nothing is left to lapse', async () => {
    const both = [capture(program, id, all), expire(program, id)] as const;
    expect(await race(id, ...both)).toEqual(['done', refused]);
    expect(await standing(program, id)).toEqual(takenOnce);
  });

  test('an expiry, then a capture: it is late and posts all the same', async () => {
    const both = [expire(program, id), capture(program, id, all)] as const;
    expect(await race(id, ...both)).toEqual(['done', 'done']);
    expect(await standing(program, id)).toEqual(takenOnce);
  });

  test('a reversal, then an expiry: the hold is freed once', async () => {
    expect(await race(id, reverse(program, id), expire(program, id))).toEqual(['done', refused]);
    expect(await standing(program, id)).toEqual({ status: 'reversed', ...free });
  });

  test('two expiries: the hold is freed once', async () => {
    expect(await race(id, expire(program, id), expire(program, id))).toEqual(['done', refused]);
    expect(await standing(program, id)).toEqual({ status: 'expired', ...free });
  });
});

test('twenty slices at once take exactly what was held and leave nothing held', async () => {
  const program = await openProgram(database.db, 5_000n);
  const id = await buy(database.db, program, { amount: 2_000n });
  const slice = capture(program, id, { amount: 100n, close: false });
  const turns = Array.from({ length: 20 }, (_each, turn) => processes[turn % 2 === 0 ? 0 : 1]);
  await Promise.all(turns.map(slice));
  expect(await getAuthorization(database.db, program.scope, id)).toMatchObject({
    status: 'pending',
    amount: 0n,
    hold_movement: null,
  });
  const { captured, balance } = await standing(program, id);
  expect([captured.length, balance]).toEqual([20, 3_000n]);
});
