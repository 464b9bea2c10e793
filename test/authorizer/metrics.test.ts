import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAuthorizer } from '../support/authorizer.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { openProgram } from '../support/program.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('where the time of a purchase goes, how large its batch was, and what came of it, is measured', async () => {
  const program = await openProgram(database.db, 1_000n);
  const { buy, metric } = openAuthorizer(database.db, { decisionMs: 30_000 });
  await Promise.all([1, 2, 3].map(() => buy(program, { amount: 400n })));
  const stages = await Promise.all(
    ['queue', 'lock', 'decide', 'write', 'commit'].map((stage) =>
      metric('authorization_stage_duration_seconds_count', `stage="${stage}"`),
    ),
  );
  // Each has waited by itself; a batch is locked, decided, written and committed once.
  expect(stages).toEqual([3, 1, 1, 1, 1]);
  expect(await metric('authorization_batch_size_sum')).toBe(3);
  expect(await metric('authorization_batch_size_count')).toBe(1);
  expect(await metric('authorizations_decided_total', 'outcome="approved"')).toBe(2);
  expect(await metric('authorizations_decided_total', 'reason="insufficient_funds"')).toBe(1);
  expect(await metric('authorizations_waiting')).toBe(0);
  expect(await metric('authorizations_undone_total')).toBe(0);
});
