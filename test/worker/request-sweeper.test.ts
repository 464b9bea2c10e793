import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { IssuingSettings } from '../../domain/account/settings.ts';
import {
  authorizationsOf,
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../support/deciding-program.ts';
import { answeringLater, openEndpoint, type TestEndpoint } from '../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { type Program, testKeys } from '../support/program.ts';
import { sweepRequests } from '../../worker/request-sweeper.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
});
beforeEach(() => {
  endpoint.reset();
  here = openDecidingProcess(database.db);
});
afterEach(async () => {
  await here.close();
  await expectBooksInOrder(database.db);
});
afterAll(async () => {
  await endpoint.close();
  await database.close();
});

/** A purchase of 10.00 whose endpoint has been asked. */
async function inFlight(settings: Partial<IssuingSettings> = {}) {
  const { behaviour, go } = answeringLater({ approved: true });
  endpoint.behave(behaviour);
  const program = await openDecidedProgram(database.db, endpoint.url, settings);
  const answered = purchase(here, program, { amount: 1_000n, key: 'one' });
  await expect.poll(() => endpoint.received.length).toBe(1);
  return { program, answered, go };
}

const overdue = ({ scope }: Program, seconds: number) =>
  sql`
    update issuing_authorization set decide_by = clock_timestamp() - ${seconds} * interval '1 second'
    where account_id = ${scope.accountId}
  `.execute(database.db);

async function sweep() {
  const swept: string[] = [];
  const more = await sweepRequests({
    db: database.db,
    keyring: testKeys,
    clock: here.clock,
    log: { warn: () => {} },
    onSwept: (outcome) => void swept.push(outcome),
  });
  return { swept, more };
}

test('a request is left to who asked until his time is over by five seconds', async () => {
  const { program, answered, go } = await inFlight();
  await overdue(program, 4);
  expect(await sweep()).toEqual({ swept: [], more: false });
  await overdue(program, 6);
  expect(await sweep()).toEqual({ swept: ['resolved'], more: false });
  expect(await sweep()).toEqual({ swept: [], more: false });
  go();
  await answered;
});

test.each([
  ['declines', { onDecisionTimeout: 'decline', onDecisionError: 'approve' }, 0n],
  ['approves', { onDecisionTimeout: 'approve', onDecisionError: 'decline' }, 1_000n],
] as const)(
  'an account that %s on a timeout gets just that, and who asks again the answer',
  async (_name, settings, kept) => {
    const { program, answered, go } = await inFlight(settings);
    await overdue(program, 6);
    await sweep();
    const repeated = await purchase(here, program, { amount: 1_000n, key: 'one' }).catch(() => {});
    expect(await leftBehind(database.db, program)).toEqual({
      balance: 100_000n - kept,
      used: kept,
      spent: kept,
      isHeld: kept > 0n,
      isAsked: false,
    });
    const [row] = await authorizationsOf(database.db, program);
    expect(row?.request_history).toMatchObject([
      {
        approved: kept > 0n,
        reason: 'webhook_timeout',
        reason_message: expect.stringContaining('interrupted'),
      },
    ]);
    // The one who asked is only slow: his answer is that of the sweep.
    go();
    expect(await answered).toMatchObject({ approved: kept > 0n });
    expect(repeated ?? (await answered)).toEqual(await answered);
  },
);

test('one that cannot be resolved holds no other up', async () => {
  const first = await inFlight();
  const second = await openDecidedProgram(database.db, endpoint.url);
  const other = purchase(here, second, { amount: 1_000n });
  await expect.poll(() => endpoint.received.length).toBe(2);
  await overdue(first.program, 100);
  await overdue(second, 50);
  const speak = (currency: string) =>
    sql`
      update issuing_authorization set merchant_currency = ${currency}
      where account_id = ${first.program.scope.accountId}
    `.execute(database.owner);
  await speak('xxx');
  expect((await sweep()).swept).toEqual(['failed', 'resolved']);
  await speak('usd');
  first.go();
  await Promise.all([first.answered, other]);
});
