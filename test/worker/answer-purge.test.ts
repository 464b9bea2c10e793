import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeAnswers } from '../../db/idempotency/purge.ts';
import type { Scope } from '../../domain/scope.ts';
import { purgeOldAnswers } from '../../worker/answer-purge.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { openProgram } from '../support/program.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2027, 0, 15);
let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ scope } = await openProgram(database.db, 0n));
});
afterAll(() => database.close());

async function keep(key: string, ageHours: number): Promise<void> {
  await database.db
    .insertInto('idempotent_answer')
    .values({
      account_id: scope.accountId,
      livemode: scope.livemode,
      key,
      request_hash: Buffer.alloc(32),
      status: 200,
      body_sealed: Buffer.alloc(1),
      request_id: 'req_1',
      created_at: new Date(NOW_MS - ageHours * HOUR_MS),
    })
    .execute();
}
async function keys(): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('idempotent_answer').select('key').execute();
  return rows.map(({ key }) => key).toSorted();
}

/** Risk: a retry within the day doubles what it was meant to repeat. */
test('an answer is forgotten after a day, and not before', async () => {
  await keep('young', 23.9);
  await keep('old', 24.1);
  const counts: number[] = [];
  const more = await purgeOldAnswers({
    db: database.db,
    clock: { nowMs: () => NOW_MS },
    onPurged: (count) => void counts.push(count),
  });
  expect({ more, counts, keys: await keys() }).toEqual({
    more: false,
    counts: [1],
    keys: ['young'],
  });
});

test('a purge takes no more than it was told, the oldest first', async () => {
  await keep('older', 50);
  await keep('oldest', 60);
  const before = new Date(NOW_MS - 24 * HOUR_MS);
  expect(await purgeAnswers(database.db, { before, limit: 1 })).toBe(1);
  expect(await keys()).toEqual(['older', 'young']);
});
