import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpDecisionEndpoint } from '../../../providers/decision-endpoint/http.ts';
import type {
  DecisionEndpoint,
  DecisionQuestion,
} from '../../../providers/decision-endpoint/port.ts';
import {
  answering,
  closedAddress,
  dribbling,
  openEndpoint,
  silent,
  type TestEndpoint,
  verifiedEvent,
} from '../../support/decision-endpoint.ts';

const NOW_MS = Date.UTC(2027, 0, 15);
let users: TestEndpoint;
let endpoint: DecisionEndpoint;
beforeAll(async () => {
  users = await openEndpoint();
  endpoint = httpDecisionEndpoint({ nowMs: () => NOW_MS });
});
beforeEach(() => users.reset());
afterAll(async () => {
  await users.close();
  await endpoint.close();
});

const ask = (changes: Partial<DecisionQuestion> = {}) =>
  endpoint.ask({
    url: users.url,
    livemode: false,
    secrets: ['whsec_one'],
    body: JSON.stringify({ id: 'evt_1', object: 'event', type: 'issuing_authorization.request' }),
    asked: { amount: 1_000n, isAmountControllable: true, cashback: 0n, metadata: {} },
    timeoutMs: 5_000,
    ...changes,
  });

test('a yes is a yes to all that was asked', async () => {
  const answer = { kind: 'approved', amount: 1_000n, metadata: {} };
  expect(await ask()).toEqual({ answer, status: 200 });
});

test("the question is signed as the official SDK's own function verifies it, by each secret", async () => {
  await ask({ secrets: ['whsec_new', 'whsec_old'] });
  const [question] = users.received;
  if (!question) throw new Error('nothing was asked');
  for (const secret of ['whsec_new', 'whsec_old'])
    expect(verifiedEvent(question, secret, NOW_MS / 1_000)).toMatchObject({ id: 'evt_1' });
  expect(() => verifiedEvent(question, 'whsec_another', NOW_MS / 1_000)).toThrow(/signature/);
});

test('questions one after the other go over one connection', async () => {
  const before = users.connectionCount();
  for (let turn = 0; turn < 3; turn += 1) await ask();
  expect(users.connectionCount() - before).toBeLessThanOrEqual(1);
});

describe('what is no decision is an error that says why, and is asked only once', () => {
  test.each([
    [
      'a redirect',
      answering('', { status: 302, headers: { Location: '/x' } }),
      'status 302',
      false,
    ],
    ['a 500', answering({ approved: true }, { status: 500 }), 'status 500', true],
    ['no version', answering({ approved: true }, { headers: {} }), 'Stripe-Version', false],
    ['no JSON', answering('yes'), 'not a JSON object', false],
    ['too much', answering({ approved: true, more: 'x'.repeat(70_000) }), 'too long', false],
  ] as const)('%s', async (_name, behaviour, message, isDown) => {
    users.behave(behaviour);
    expect(await ask()).toMatchObject({
      answer: {
        kind: 'error',
        message: expect.stringContaining(message),
        isDown,
        saidNo: false,
      },
    });
    expect(users.received).toHaveLength(1);
  });

  test('a connection that is refused', async () => {
    const message = 'The connection was refused.';
    expect(await ask({ url: await closedAddress() })).toEqual({
      answer: { kind: 'error', isDown: true, saidNo: false, message },
      status: null,
    });
  });

  test('a private address in live mode, which is not called', async () => {
    expect(await ask({ livemode: true })).toMatchObject({
      answer: { kind: 'error', isDown: true },
      status: null,
    });
    expect(users.received).toHaveLength(0);
  });
});

test.each([
  ['silence', silent],
  ['an answer that begins and does not end', dribbling],
] as const)('%s ends with the time', async (_name, behaviour) => {
  users.behave(behaviour);
  expect(await ask({ timeoutMs: 60 })).toMatchObject({
    answer: { kind: 'timeout' },
    status: null,
  });
});
