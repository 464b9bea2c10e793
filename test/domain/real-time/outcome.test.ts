import { expect, test } from 'vitest';
import { type EndpointAnswer, notReached, TIMEOUT } from '../../../domain/real-time/answer.ts';
import { DEFAULT_FALLBACK, outcomeOf } from '../../../domain/real-time/outcome.ts';

const BOTH = { onTimeout: 'approve', onError: 'approve' } as const;

test('an answer is the outcome, whatever the account does without one', () => {
  const yes: EndpointAnswer = { kind: 'approved', amount: 700n, metadata: { a: 'b' } };
  expect(outcomeOf(yes, DEFAULT_FALLBACK)).toEqual({
    approved: true,
    reason: 'webhook_approved',
    reasonMessage: null,
    amount: 700n,
    metadata: { a: 'b' },
  });
  const no: EndpointAnswer = { kind: 'declined', metadata: {}, sendsFraudChallenge: true };
  expect(outcomeOf(no, BOTH)).toEqual({
    approved: false,
    reason: 'webhook_declined',
    reasonMessage: null,
    metadata: {},
    sendsFraudChallenge: true,
  });
});

test.each([
  [TIMEOUT, DEFAULT_FALLBACK, false, 'webhook_timeout'],
  [TIMEOUT, { onTimeout: 'approve', onError: 'decline' }, true, 'webhook_timeout'],
  [TIMEOUT, { onTimeout: 'decline', onError: 'approve' }, false, 'webhook_timeout'],
  [notReached('Away.'), DEFAULT_FALLBACK, false, 'webhook_error'],
  [notReached('Away.'), { onTimeout: 'approve', onError: 'decline' }, false, 'webhook_error'],
  [notReached('Away.'), { onTimeout: 'decline', onError: 'approve' }, true, 'webhook_error'],
] as const)(
  'without an answer the account decides: %j, %j',
  (answer, fallback, approved, reason) => {
    expect(outcomeOf(answer, fallback)).toMatchObject({
      approved,
      reason,
      reasonMessage: expect.stringMatching(/\.$/),
    });
  },
);

/** Risk: a policy that approves on errors would pay what the endpoint has refused. */
test('a no that breaks a rule stays a no', () => {
  const no: EndpointAnswer = { kind: 'error', message: 'Wrong.', saidNo: true, isDown: false };
  expect(outcomeOf(no, BOTH)).toMatchObject({ approved: false, reason: 'webhook_error' });
});
