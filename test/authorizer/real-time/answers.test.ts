import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { IssuingSettings } from '../../../domain/account/settings.ts';
import {
  authorizationsOf,
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import {
  answering,
  type Behaviour,
  closedAddress,
  dribbling,
  openEndpoint,
  silent,
  type TestEndpoint,
} from '../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';

/** Long enough for a purchase to be committed on a busy machine. */
const DECISION_MS = 1_500;

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
});
beforeEach(() => {
  endpoint.reset();
  here = openDecidingProcess(database.db, DECISION_MS);
});
afterEach(async () => {
  await here.close();
  await expectBooksInOrder(database.db);
});
afterAll(async () => {
  await endpoint.close();
  await database.close();
});

interface Row {
  readonly behaviour: Behaviour | 'nobody there';
  readonly settings?: Partial<IssuingSettings>;
  readonly approved: number | false;
  readonly reason: string;
  readonly says?: string;
  /** Of the answer. */
  readonly status?: number;
}
const approves = { onDecisionTimeout: 'approve', onDecisionError: 'approve' } as const;
const yes = { approved: true };

/** A purchase of 10.00 from a balance of 1,000.00, whose terminal can go on with less. */
const TABLE: Readonly<Record<string, Row>> = {
  'a yes': { behaviour: answering(yes), approved: 1_000, reason: 'webhook_approved', status: 200 },
  'a no': {
    behaviour: answering({ approved: false }),
    approved: false,
    reason: 'webhook_declined',
    status: 200,
  },
  'a yes to all of it': {
    behaviour: answering({ ...yes, amount: 1_000 }),
    approved: 1_000,
    reason: 'webhook_approved',
    status: 200,
  },
  'a yes to less': {
    behaviour: answering({ ...yes, amount: 1 }),
    approved: 1,
    reason: 'webhook_approved',
    status: 200,
  },
  'a yes to more': {
    behaviour: answering({ ...yes, amount: 1_001 }),
    approved: false,
    reason: 'webhook_error',
    says: 'at most the amount',
    status: 200,
  },
  'a yes to nothing': {
    behaviour: answering({ ...yes, amount: 0 }),
    approved: false,
    reason: 'webhook_error',
    says: 'positive integer',
    status: 200,
  },
  garbage: {
    behaviour: answering('<html>'),
    approved: false,
    reason: 'webhook_error',
    says: 'JSON',
    status: 200,
  },
  'no version': {
    behaviour: answering(yes, { headers: {} }),
    approved: false,
    reason: 'webhook_error',
    says: 'Stripe-Version',
    status: 200,
  },
  'a redirect': {
    behaviour: answering('', { status: 307, headers: { Location: '/yes' } }),
    approved: false,
    reason: 'webhook_error',
    says: 'status 307',
    status: 307,
  },
  'a 500': {
    behaviour: answering(yes, { status: 500 }),
    approved: false,
    reason: 'webhook_error',
    says: 'status 500',
    status: 500,
  },
  'a 500, and errors approve': {
    behaviour: answering(yes, { status: 500 }),
    settings: { onDecisionError: 'approve' },
    approved: 1_000,
    reason: 'webhook_error',
    says: 'status 500',
    status: 500,
  },
  'a no with wrong metadata, and errors approve': {
    behaviour: answering({ approved: false, metadata: 7 }),
    settings: approves,
    approved: false,
    reason: 'webhook_error',
    says: 'must be a hash',
    status: 200,
  },
  'a connection that is refused': {
    behaviour: 'nobody there',
    approved: false,
    reason: 'webhook_error',
    says: 'connection was refused',
  },
  'a connection that is refused, and errors approve': {
    behaviour: 'nobody there',
    settings: approves,
    approved: 1_000,
    reason: 'webhook_error',
    says: 'connection was refused',
  },
  silence: {
    behaviour: silent,
    settings: { onDecisionError: 'approve' },
    approved: false,
    reason: 'webhook_timeout',
    says: 'in time',
  },
  'silence, and timeouts approve': {
    behaviour: silent,
    settings: { onDecisionTimeout: 'approve' },
    approved: 1_000,
    reason: 'webhook_timeout',
    says: 'in time',
  },
  'an answer that begins and does not end': {
    behaviour: dribbling,
    approved: false,
    reason: 'webhook_timeout',
    says: 'in time',
  },
};

test.each(Object.entries(TABLE))('%s', async (_name, row) => {
  const { behaviour, settings, approved, reason, says, status } = row;
  const isThere = behaviour !== 'nobody there';
  if (isThere) endpoint.behave(behaviour);
  const url = isThere ? endpoint.url : await closedAddress();
  const program = await openDecidedProgram(database.db, url, settings);

  const answer = await purchase(here, program, { amount: 1_000n, isAmountControllable: true });

  const kept = approved === false ? 0n : BigInt(approved);
  expect(answer).toMatchObject({
    approved: approved !== false,
    status: approved === false ? 'closed' : 'pending',
    amount: approved === false ? 1_000 : approved,
    pending_request: null,
  });
  expect(answer.request_history).toMatchObject([
    {
      amount: 1_000,
      approved: approved !== false,
      authorization_code: approved === false ? null : 'S000001',
      reason,
      reason_message: says === undefined ? null : expect.stringContaining(says),
    },
  ]);
  expect(await leftBehind(database.db, program)).toEqual({
    balance: 100_000n - kept,
    used: kept,
    spent: kept,
    isHeld: approved !== false,
    isAsked: false,
  });
  const [authorization] = await authorizationsOf(database.db, program);
  expect(authorization?.trace).toMatchObject([
    { approved: true, reason: 'card_active', provisional: true },
    {
      kind: 'answer',
      approved: approved !== false,
      reason,
      endpoint: { status: status ?? null, circuit: 'closed' },
      ms: { endpoint: expect.any(Number), left: expect.any(Number) },
    },
  ]);
});

test('metadata comes with a yes as well as with a no', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  for (const approved of [true, false]) {
    endpoint.behave(answering({ approved, metadata: { order: '17' } }));
    const { metadata } = await purchase(here, program, { amount: 1_000n });
    expect(metadata).toEqual({ order: '17' });
  }
});

test('of cashback, what is approved is never less', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  const asked = {
    amount: 1_000n,
    isAmountControllable: true,
    amountDetails: { atm_fee: null, cashback_amount: '400' },
  };
  endpoint.behave(answering({ approved: true, amount: 400 }));
  expect(await purchase(here, program, asked)).toMatchObject({ approved: true, amount: 400 });
  endpoint.behave(answering({ approved: true, amount: 399 }));
  expect(await purchase(here, program, asked)).toMatchObject({ approved: false });
});

test('an amount that is not controllable is approved as a whole or not at all', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  endpoint.behave(answering({ approved: true, amount: 500 }));
  const { request_history } = await purchase(here, program, { amount: 1_000n });
  expect(request_history).toMatchObject([
    {
      approved: false,
      reason: 'webhook_error',
      reason_message: expect.stringContaining('not controllable'),
    },
  ]);
});

test('a part of an amount in another currency is the same part of what the merchant asks', async () => {
  const program = await openDecidedProgram(database.db, endpoint.url);
  endpoint.behave(answering({ approved: true, amount: 100 }));
  const whole = await purchase(here, program, {
    amount: undefined,
    merchantAmount: 1_000n,
    merchantCurrency: 'eur',
    isAmountControllable: true,
  });
  const { amount: asked, merchant_amount: merchantAsked } = whole.request_history[0] ?? {};
  expect(merchantAsked).toBe(1_000);
  expect(whole.amount).toBe(100);
  expect(whole.merchant_amount).toBeCloseTo((100 / Number(asked)) * 1_000, 0);
});
