/** Many purchases whose endpoint decides, through two processes, with answers of every kind at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  authorizationsOf,
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import { answering, openEndpoint, type TestEndpoint } from '../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { sharedOut } from '../../support/shared-out.ts';

const PURCHASES = 120;
const AT_ONCE = 16;
/** A crowd on a busy machine: what is tested is money, not time. */
const PATIENT_MS = 30_000;

let database: TestDatabase;
let endpoint: TestEndpoint;
let processes: readonly [DecidingProcess, DecidingProcess];
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  processes = [
    openDecidingProcess(database.db, PATIENT_MS),
    openDecidingProcess(database.db, PATIENT_MS),
  ];
});
afterAll(async () => {
  await endpoint.close();
  await Promise.all(processes.map(({ close }) => close()));
  await database.close();
});

const ANSWERS = [
  answering({ approved: true }),
  answering({ approved: false }),
  answering({ approved: true, amount: 400 }),
  answering('nonsense'),
];

test('what is approved is what is held and counted, to the cent, and the limit is never passed', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  let turn = 0;
  endpoint.behave((response, question) => {
    turn += 1;
    ANSWERS[turn % ANSWERS.length]?.(response, question);
  });
  const amounts = Array.from({ length: PURCHASES }, () => 1_000n);
  await sharedOut(AT_ONCE, amounts, (amount, index) =>
    purchase(index % 2 === 0 ? processes[0] : processes[1], program, {
      amount,
      isAmountControllable: true,
    }),
  );
  const rows = await authorizationsOf(database.db, program);
  const approved = rows.filter((row) => row.approved).reduce((sum, { amount }) => sum + amount, 0n);
  expect(rows).toHaveLength(PURCHASES);
  expect(rows.filter(({ pending_request }) => pending_request)).toEqual([]);
  expect(await leftBehind(database.db, program)).toMatchObject({
    balance: 100_000n - approved,
    used: approved,
  });
  expect(approved).toBeLessThanOrEqual(50_000n);
  const reasons = new Set(rows.map(({ request_history }) => request_history[0]?.reason));
  for (const reason of ['webhook_approved', 'webhook_declined', 'webhook_error'])
    expect(reasons).toContain(reason);
  await expectBooksInOrder(database.db);
});
