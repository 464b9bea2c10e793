import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FAILURES_MAX, OPEN_MS } from '../../../domain/real-time/circuit.ts';
import {
  authorizationsOf,
  type DecidingProcess,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import { answering, openEndpoint, type TestEndpoint } from '../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import type { Program } from '../../support/program.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
});
beforeEach(async () => {
  endpoint.reset();
  here = openDecidingProcess(database.db);
  program = await openDecidedProgram(database.db, endpoint.url, { onDecisionError: 'approve' });
});
afterEach(async () => {
  await here.close();
  await expectBooksInOrder(database.db);
});
afterAll(async () => {
  await endpoint.close();
  await database.close();
});

async function buy(times = 1): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await purchase(here, program, { amount: 100n });
}
async function lastTrace() {
  const [row] = await authorizationsOf(database.db, program);
  const trace = row?.trace;
  return Array.isArray(trace) ? trace.at(-1) : undefined;
}
const openCircuits = async () =>
  /^decision_circuits_open (\d+)$/m.exec(await here.registry.metrics())?.[1];

test('an endpoint that fails again and again is left alone, and ends as its last call did', async () => {
  endpoint.behave(answering('', { status: 503 }));
  await buy(FAILURES_MAX);
  expect(await openCircuits()).toBe('1');
  const { request_history } = await purchase(here, program, { amount: 100n });
  expect(endpoint.received).toHaveLength(FAILURES_MAX);
  expect(request_history).toMatchObject([
    {
      approved: true,
      reason: 'webhook_error',
      reason_message: expect.stringMatching(/was not asked: it failed 5 times.*status 503/),
    },
  ]);
  expect(await lastTrace()).toMatchObject({ endpoint: { status: null, circuit: 'open' } });
  expect(await here.registry.metrics()).toContain(
    'decision_endpoint_duration_seconds_count{answer="not_asked"} 1',
  );
});

test('after a while one purchase tries, and when it serves again all are asked', async () => {
  endpoint.behave(answering('', { status: 503 }));
  await buy(FAILURES_MAX);
  here.clock.advance(OPEN_MS);
  await buy();
  expect(await lastTrace()).toMatchObject({ endpoint: { status: 503, circuit: 'half_open' } });
  await buy();
  expect(await lastTrace()).toMatchObject({ endpoint: { circuit: 'open' } });
  endpoint.reset();
  here.clock.advance(OPEN_MS);
  await buy();
  expect(await lastTrace()).toMatchObject({ endpoint: { status: 200, circuit: 'half_open' } });
  await buy();
  expect(await lastTrace()).toMatchObject({ endpoint: { status: 200, circuit: 'closed' } });
  expect(await openCircuits()).toBe('0');
});

test('an endpoint that answers nonsense is asked all the same', async () => {
  endpoint.behave(answering('nonsense'));
  await buy(FAILURES_MAX + 2);
  expect(endpoint.received).toHaveLength(FAILURES_MAX + 2);
});

test('another address is another endpoint', async () => {
  endpoint.behave(answering('', { status: 503 }));
  await buy(FAILURES_MAX);
  await database.db
    .updateTable('webhook_endpoint')
    .set({ url: `${endpoint.url}?new` })
    .where('account_id', '=', program.scope.accountId)
    .execute();
  await buy();
  expect(endpoint.received).toHaveLength(FAILURES_MAX + 1);
});
