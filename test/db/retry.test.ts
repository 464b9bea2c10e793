import { EventEmitter, once } from 'node:events';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { retryTransient } from '../../db/retry.ts';
import { failure } from '../../domain/errors.ts';
import { createAccount } from '../support/ledger-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

/** As Postgres would refuse it, without Postgres. */
const refusal = (code: string): Error => Object.assign(new Error(code), { code });

interface Tries {
  readonly retried: string[];
  readonly result: Promise<string>;
}
/** Runs what fails with these states, one a try, and then succeeds. */
function failing(...errors: readonly Error[]): Tries {
  const left = [...errors];
  const retried: string[] = [];
  const run = async (): Promise<string> => {
    const error = left.shift();
    if (error) throw error;
    return `done, ${left.length} errors left`;
  };
  const result = retryTransient(run, { random: () => 0, onRetry: (state) => retried.push(state) });
  return { retried, result };
}

describe('what Postgres asks to run again is run again', () => {
  test.each(['40001', '40P01'])('%s, and it is told each time', async (state) => {
    const { result, retried } = failing(refusal(state), refusal(state));
    expect(await result).toBe('done, 0 errors left');
    expect(retried).toEqual([state, state]);
  });

  test('five times in all and not a sixth, and the last refusal is what the caller sees', async () => {
    const { retried, result } = failing(...Array.from({ length: 9 }, () => refusal('40001')));
    await expect(result).rejects.toMatchObject({ code: '40001' });
    expect(retried).toHaveLength(4);
  });

  test('the fifth try may still succeed', async () => {
    const { retried, result } = failing(...Array.from({ length: 4 }, () => refusal('40P01')));
    expect(await result).toBe('done, 0 errors left');
    expect(retried).toHaveLength(4);
  });
});

describe('anything else is thrown at once, because again would be wrong', () => {
  test.each([
    ['a broken constraint', refusal('23505')],
    ['a lock that did not come', refusal('55P03')],
    ['a cut connection, after which it may have committed', refusal('08006')],
    ['a failure of ours', failure('resource_missing', { object: 'card', id: 'ic_1' })],
    ['a bug', new TypeError('undefined is not a function')],
  ])('%s', async (_what, error) => {
    const { retried, result } = failing(error);
    await expect(result).rejects.toBe(error);
    expect(retried).toEqual([]);
  });
});

const refused = (): Promise<never> => Promise.reject(refusal('40001'));

/** How long each wait was, when chance draws `drawn` every time. */
async function waits(drawn: number): Promise<number[]> {
  const drawnAt: number[] = [];
  const random = (): number => {
    drawnAt.push(performance.now());
    return drawn;
  };
  await expect(retryTransient(refused, { random, onRetry: () => {} })).rejects.toThrow('40001');
  return drawnAt.slice(1).map((at, index) => at - (drawnAt[index] ?? 0));
}

test.each([
  [0, [5, 10, 20]],
  [1, [15, 30, 60]],
])('each wait is longer than the one before, and chance spreads them: %i', async (drawn, least) => {
  const waited = await waits(drawn);
  // A timer may be a little early, and on a busy machine late.
  expect(waited.map((ms, index) => ms >= (least[index] ?? Infinity) - 1)).toEqual([
    true,
    true,
    true,
  ]);
});

describe('with Postgres', () => {
  let database: TestDatabase;
  let db: Kysely<Database>;
  beforeAll(async () => {
    database = await openTestDatabase();
    db = database.db;
  });
  afterAll(() => database.close());

  test('two transactions that lock each other out both end well', async () => {
    const [one, two] = [await createAccount(db), await createAccount(db)];
    const retried: string[] = [];
    let arrived = 0;
    const bell = new EventEmitter();
    const met = once(bell, 'met');

    /** The first time, each takes its first lock before either asks for its second. */
    const rename = (first: string, second: string): Promise<void> =>
      retryTransient(
        () =>
          db.transaction().execute(async (trx) => {
            for (const id of [first, second]) {
              await sql`update account set business_name = business_name || '!' where id = ${id}`.execute(
                trx,
              );
              if (++arrived === 2) bell.emit('met');
              await met;
            }
          }),
        { random: Math.random, onRetry: (state) => retried.push(state) },
      );
    await Promise.all([rename(one.accountId, two.accountId), rename(two.accountId, one.accountId)]);
    expect(retried).toEqual(['40P01']);
    const names = await db.selectFrom('account').select('business_name').execute();
    expect(names).toEqual([{ business_name: 'Test!!' }, { business_name: 'Test!!' }]);
  });

  test('a serialization failure is run again and sees what the other wrote', async () => {
    const { accountId } = await createAccount(db);
    const retried: string[] = [];
    let isFirst = true;
    await retryTransient(
      () =>
        db
          .transaction()
          .setIsolationLevel('repeatable read')
          .execute(async (trx) => {
            const [row] = await trx
              .selectFrom('account')
              .select('business_name')
              .where('id', '=', accountId)
              .execute();
            const other = db.updateTable('account').set({ business_name: 'Other' });
            if (isFirst) await other.where('id', '=', accountId).execute();
            isFirst = false;
            await trx
              .updateTable('account')
              .set({ business_name: `${row?.business_name} and mine` })
              .where('id', '=', accountId)
              .execute();
          }),
      { random: Math.random, onRetry: (state) => retried.push(state) },
    );
    expect(retried).toEqual(['40001']);
    const row = db.selectFrom('account').select('business_name').where('id', '=', accountId);
    expect(await row.executeTakeFirst()).toEqual({ business_name: 'Other and mine' });
  });
});
