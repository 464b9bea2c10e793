import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  authorizationsOf,
  type DecidingProcess,
  ENDPOINT_SECRET,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import { openEndpoint, type TestEndpoint, verifiedEvent } from '../../support/decision-endpoint.ts';
import { problemsOf } from '../../support/conformance.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork } from '../../support/program.ts';
import { updateCard } from '../../../db/cards/update.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  here = openDecidingProcess(database.db);
});
beforeEach(() => endpoint.reset());
afterAll(async () => {
  await endpoint.close();
  await here.close();
  await database.close();
});

test("it is the event that the official SDK's own function verifies and reads", async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  const made = await purchase(here, program, {
    amount: 1_000n,
    isAmountControllable: true,
    amountDetails: { atm_fee: null, cashback_amount: '200' },
  });
  const [question, ...more] = endpoint.received;
  if (!question) throw new Error('nothing was asked');
  expect(more).toEqual([]);
  const event = verifiedEvent(question, ENDPOINT_SECRET, here.clock.nowMs() / 1_000);
  expect(event).toMatchObject({
    object: 'event',
    type: 'issuing_authorization.request',
    request: { id: 'req_1', idempotency_key: null },
    data: {
      object: {
        id: made.id,
        object: 'issuing.authorization',
        status: 'pending',
        approved: false,
        amount: 0,
        merchant_amount: 0,
        card: { id: program.card },
        request_history: [],
        pending_request: {
          amount: 1_000,
          amount_details: { atm_fee: null, cashback_amount: 200 },
          currency: 'usd',
          is_amount_controllable: true,
          merchant_amount: 1_000,
          merchant_currency: 'usd',
          network_risk_score: null,
        },
      },
    },
  });
  expect(problemsOf(event.data.object, 'Issuing.Authorization')).toEqual([]);
});

test('it is stored nowhere: no list of events shows it', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  await purchase(here, program, { amount: 1_000n });
  const events = await database.db
    .selectFrom('event')
    .select('type')
    .where('account_id', '=', program.scope.accountId)
    .execute();
  expect(events.map(({ type }) => type)).toEqual(['issuing_authorization.created']);
});

test.each([
  ['too much', { amount: 100_001n }, 'insufficient_funds'],
  ['more than the limit', { amount: 50_001n }, 'spending_controls'],
] as const)('what our own rules refuse, %s, is never asked', async (_name, asked, reason) => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  const { request_history } = await purchase(here, program, asked);
  expect(request_history).toMatchObject([{ approved: false }]);
  expect([reason, 'spending_controls']).toContain(request_history[0]?.reason);
  expect(endpoint.received).toEqual([]);
});

test('a canceled card is never asked about', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  await inWork(database.db, program.scope, (work) =>
    updateCard(work, program.card, { status: 'canceled' }),
  );
  const { request_history } = await purchase(here, program, { amount: 1_000n });
  expect(request_history).toMatchObject([{ reason: 'card_canceled' }]);
  expect(endpoint.received).toEqual([]);
});

test('an endpoint that was disabled is not asked: our own rules decide', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  await database.db
    .updateTable('webhook_endpoint')
    .set({ status: 'disabled' })
    .where('account_id', '=', program.scope.accountId)
    .execute();
  const { request_history } = await purchase(here, program, { amount: 1_000n });
  expect(request_history).toMatchObject([{ approved: true, reason: 'card_active' }]);
  expect(endpoint.received).toEqual([]);
});

test('a purchase of nothing is asked too, and holds nothing', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  const made = await purchase(here, program, { amount: 0n });
  expect(made).toMatchObject({ approved: true, status: 'closed', amount: 0 });
  expect(endpoint.received).toHaveLength(1);
  const [row] = await authorizationsOf(database.db, program);
  expect(row).toMatchObject({ hold_movement: null, pending_request: null });
});
