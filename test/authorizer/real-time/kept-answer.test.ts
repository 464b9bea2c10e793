import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerPending } from '../../../authorizer/real-time/answer-pending.ts';
import { eventPlace } from '../../../db/events/record.ts';
import { unseal } from '../../../infra/crypto/seal.ts';
import {
  authorizationsOf,
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import {
  answeringLater,
  openEndpoint,
  type TestEndpoint,
} from '../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, type Program, testKeys } from '../../support/program.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
let there: DecidingProcess;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  here = openDecidingProcess(database.db);
  there = openDecidingProcess(database.db);
});
beforeEach(async () => {
  endpoint.reset();
  program = await openDecidedProgram(database.db, endpoint.url);
});
afterAll(async () => {
  await expectBooksInOrder(database.db);
  await endpoint.close();
  await Promise.all([here.close(), there.close()]);
  await database.close();
});

test('a repetition gets the same answer, and the endpoint is asked once', async () => {
  const asked = { amount: 1_000n, key: 'one' };
  const first = await purchase(here, program, asked);
  expect(await purchase(there, program, asked)).toEqual(first);
  expect(endpoint.received).toHaveLength(1);
  expect(await leftBehind(database.db, program)).toMatchObject({ balance: 99_000n });
});

test('while the endpoint thinks, a repetition is told to come again; then it gets the answer', async () => {
  const { behaviour, go } = answeringLater({ approved: true });
  endpoint.behave(behaviour);
  const asked = { amount: 1_000n, key: 'two' };
  const first = purchase(here, program, asked);
  await expect.poll(() => endpoint.received.length).toBe(1);
  for (const process of [here, there])
    await expect(purchase(process, program, asked)).rejects.toMatchObject({
      code: 'idempotency_key_in_use',
    });
  go();
  const answer = await first;
  expect(await purchase(there, program, asked)).toEqual(answer);
  expect(endpoint.received).toHaveLength(1);
});

test('who asked is gone: whoever resolves leaves him the answer', async () => {
  endpoint.behave(() => {});
  const hasty = openDecidingProcess(database.db, 1_500);
  const asked = { amount: 1_000n, key: 'three' };
  const first = purchase(hasty, program, asked);
  await expect.poll(() => endpoint.received.length).toBe(1);
  const [row] = await authorizationsOf(database.db, program);
  const resolved = await inWork(database.db, program.scope, (work) =>
    answerPending(work, row?.id ?? '', { approved: true, metadata: { by: 'call' } }),
  );
  expect(await purchase(there, program, asked)).toEqual(resolved);
  expect(await first).toEqual(resolved);
  await hasty.close();
});

test('the event tells what who asked was told, in his name', async () => {
  const made = await purchase(here, program, { amount: 1_000n, key: 'four' });
  const events = await database.db
    .selectFrom('event')
    .selectAll()
    .where('object_id', '=', made.id)
    .execute();
  expect(events).toMatchObject([
    { type: 'issuing_authorization.created', request_id: 'req_1', idempotency_key: 'four' },
  ]);
  const told: readonly unknown[] = events.map(({ id, data_sealed }) =>
    JSON.parse(unseal(testKeys, eventPlace(id), data_sealed)),
  );
  expect(told).toEqual([{ object: made }]);
});
