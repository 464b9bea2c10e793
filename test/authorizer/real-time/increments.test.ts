import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { IssuingAuthorization } from '../../../api/wire/issuing-authorization.ts';
import { captureAuthorization } from '../../../authorizer/capture.ts';
import { incrementAuthorization } from '../../../authorizer/increment.ts';
import {
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import { answering, openEndpoint, type TestEndpoint } from '../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, type Program } from '../../support/program.ts';
import { PLAIN_CAPTURE } from '../../support/purchase.ts';

const DECISION_MS = 1_500;

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
let program: Program;
let base: IssuingAuthorization;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
});
beforeEach(async () => {
  endpoint.reset();
  here = openDecidingProcess(database.db, DECISION_MS);
  program = await openDecidedProgram(database.db, endpoint.url);
  base = await purchase(here, program, { amount: 1_000n });
});
afterEach(async () => {
  await here.close();
  await expectBooksInOrder(database.db);
});
afterAll(async () => {
  await endpoint.close();
  await database.close();
});

const ask = (amount: bigint, isAmountControllable = false) =>
  inWork(database.db, program.scope, (work) =>
    incrementAuthorization(work, {
      authorization: base.id,
      amount,
      isAmountControllable,
      authorizationCode: 'S000002',
    }),
  );

async function increment(amount: bigint, isAmountControllable = false) {
  const { view, asksEndpoint } = await ask(amount, isAmountControllable);
  expect(asksEndpoint).toBe(true);
  return here.realTime.decide({ scope: program.scope, view, leftMs: DECISION_MS });
}

test('the endpoint is asked for the difference, and sees what was approved before', async () => {
  const more = await increment(500n);
  const question: unknown = JSON.parse(endpoint.received.at(-1)?.body ?? '');
  expect(question).toMatchObject({
    type: 'issuing_authorization.request',
    data: {
      object: { id: base.id, approved: true, amount: 1_000, pending_request: { amount: 500 } },
    },
  });
  expect(more).toMatchObject({
    approved: true,
    status: 'pending',
    amount: 1_500,
    pending_request: null,
    request_history: [
      { amount: 1_000, reason: 'webhook_approved' },
      { amount: 500, approved: true, reason: 'webhook_approved', authorization_code: 'S000002' },
    ],
  });
  expect(await leftBehind(database.db, program)).toMatchObject({
    balance: 98_500n,
    used: 1_500n,
    spent: 1_500n,
    isAsked: false,
  });
});

test('a no leaves what was approved, and a part adds a part', async () => {
  endpoint.behave(answering({ approved: false }));
  expect(await increment(500n)).toMatchObject({
    approved: true,
    amount: 1_000,
    request_history: [{ approved: true }, { approved: false, reason: 'webhook_declined' }],
  });
  expect(await leftBehind(database.db, program)).toMatchObject({ balance: 99_000n, used: 1_000n });

  endpoint.behave(answering({ approved: true, amount: 200 }));
  expect(await increment(500n, true)).toMatchObject({ approved: true, amount: 1_200 });
  expect(await leftBehind(database.db, program)).toMatchObject({
    balance: 98_800n,
    used: 1_200n,
    spent: 1_200n,
  });
});

/** Risk: money that is promised to two, while somebody else's server thinks. */
test('the difference is held while the endpoint thinks, and nothing else may happen meanwhile', async () => {
  const { view } = await ask(500n);
  expect(view.authorization).toMatchObject({ amount: 1_000n, spent: 1_500n });
  expect(await leftBehind(database.db, program)).toMatchObject({ balance: 98_500n, isAsked: true });
  await expectBooksInOrder(database.db);
  const capture = inWork(database.db, program.scope, (work) =>
    captureAuthorization(work, {
      authorization: base.id,
      amount: undefined,
      close: true,
      ...PLAIN_CAPTURE,
    }),
  );
  await expect(capture).rejects.toMatchObject({ code: 'lock_timeout' });
  await expect(ask(1n)).rejects.toMatchObject({ code: 'lock_timeout' });
});

test('what our own rules decline is not asked', async () => {
  const asked = endpoint.received.length;
  const { view, asksEndpoint } = await ask(49_001n);
  expect(asksEndpoint).toBe(false);
  expect(view.authorization.request_history.at(-1)).toMatchObject({
    approved: false,
    reason: 'spending_controls',
  });
  expect(endpoint.received).toHaveLength(asked);
});
