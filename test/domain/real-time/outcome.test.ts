import { expect, test } from 'vitest';
import { NEW_SETTINGS } from '../../../domain/account/settings.ts';
import { type EndpointAnswer, notReached, TIMEOUT } from '../../../domain/real-time/answer.ts';
import { outcomeOf } from '../../../domain/real-time/outcome.ts';

const BOTH = { onDecisionTimeout: 'approve', onDecisionError: 'approve' } as const;

test('an answer is the outcome, whatever the account does without one', () => {
  const yes: EndpointAnswer = { kind: 'approved', amount: 700n, metadata: { a: 'b' } };
  expect(outcomeOf(yes, NEW_SETTINGS)).toEqual({
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
  [TIMEOUT, NEW_SETTINGS, false, 'webhook_timeout'],
  [TIMEOUT, { onDecisionTimeout: 'approve', onDecisionError: 'decline' }, true, 'webhook_timeout'],
  [TIMEOUT, { onDecisionTimeout: 'decline', onDecisionError: 'approve' }, false, 'webhook_timeout'],
  [notReached('Away.'), NEW_SETTINGS, false, 'webhook_error'],
  [
    notReached('Away.'),
    { onDecisionTimeout: 'approve', onDecisionError: 'decline' },
    false,
    'webhook_error',
  ],
  [
    notReached('Away.'),
    { onDecisionTimeout: 'decline', onDecisionError: 'approve' },
    true,
    'webhook_error',
  ],
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
