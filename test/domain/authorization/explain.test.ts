import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/authorization/decide.ts';
import {
  balanceChange,
  explainedChecks,
  limitChanges,
  summaryOf,
} from '../../../domain/authorization/explain.ts';
import type { AuthorizationFacts } from '../../../domain/authorization/facts.ts';
import {
  fromTrace,
  type Kept,
  type MadeDecision,
  toTrace,
} from '../../../domain/authorization/trace.ts';
import { invariant } from '../../../domain/invariant.ts';
import { controlled, DEFECTS, good, usd, withMerchant } from './facts.ts';
import { randomFacts } from './random-facts.ts';

function keptOf(facts: AuthorizationFacts, made: Partial<MadeDecision> = {}): Kept {
  const judged = { facts, decision: decide(facts) };
  const [first] = fromTrace([toTrace({ kind: 'purchase', judged, stages: {}, ...made })]);
  invariant(first?.kept, 'what is written now is read as of now');
  return first.kept;
}

describe('the sentence for the person who asks why', () => {
  test.each([
    [
      'stripe_internal_error',
      'We could not decide in the time that the network gives: nothing was wrong with the purchase.',
    ],
    ['account_disabled', 'The account may not issue cards: card issuing is inactive.'],
    ['card_canceled', 'The card is canceled.'],
    ['card_expired', 'The card has expired.'],
    [
      'pin_blocked',
      'The PIN is blocked after three wrong ones in a row, until the card is activated again.',
    ],
    ['card_inactive', 'The card is not active.'],
    ['cardholder_blocked', 'The cardholder is blocked.'],
    ['cardholder_inactive', 'The cardholder is not active.'],
    ['cardholder_verification_required', 'The cardholder has still to be verified (under_review).'],
    [
      'insecure_authorization_method',
      'The magnetic stripe was read instead of the chip, which is not accepted in Europe.',
    ],
    ['verification_failed', 'The CVC was wrong.'],
    ['not_allowed', 'The merchant is in KP, which is under sanctions.'],
    [
      'suspected_fraud',
      'It looks like fraud: the score is 80 of 100 (network_risk 80) and 75 blocks.',
    ],
    ['spending_controls', 'This card may not be used in the category eating_places_restaurants.'],
    [
      'insufficient_funds',
      '10.00 USD was asked for, and the Issuing balance has 9.99 USD available.',
    ],
  ])('%s', (reason, sentence) => {
    const defect = DEFECTS.find((each) => each.reason === reason);
    invariant(defect, 'each reason has its defect');
    expect(summaryOf(keptOf(defect.spoil(good)))).toBe(`Declined (${reason}). ${sentence}`);
  });

  test('says of limits what is used, and of how much', () => {
    const limits = [{ interval: 'daily', amount: 50_00n, categories: null }] as const;
    const facts = (spent: bigint) => ({
      ...good,
      controls: [controlled('cardholder', { spending_limits: limits }, [spent])],
    });
    expect(summaryOf(keptOf(facts(41_00n)))).toBe(
      'Declined (spending_controls). 10.00 USD is more than is left of the daily limit of the cardholder: 41.00 USD of 50.00 USD is used.',
    );
  });

  test('names the other checks that fail', () => {
    const facts = { ...withMerchant({ country: 'KP' }), available: usd(0n) };
    expect(summaryOf(keptOf(facts))).toBe(
      'Declined (not_allowed). The merchant is in KP, which is under sanctions. It also fails: funds.',
    );
  });

  test.each<[string, Partial<MadeDecision>, string]>([
    ['approved', {}, 'Approved: no rule was against it.'],
    [
      'asked',
      { provisional: true },
      'No rule was against it, and your decision endpoint was asked.',
    ],
    [
      'approved by the endpoint',
      { outcome: { approved: true, reason: 'webhook_approved' } },
      'Approved by your decision endpoint.',
    ],
    [
      'silence',
      { outcome: { approved: false, reason: 'webhook_timeout' } },
      "Your decision endpoint did not answer in time, so the account's setting decided: declined.",
    ],
    [
      'decided by the network',
      { outcome: { approved: true, reason: 'network_fallback' } },
      'The network has decided in our place: approved.',
    ],
  ])('%s', (_what, made, sentence) => expect(summaryOf(keptOf(good, made))).toBe(sentence));

  test('every check that can fail has one, that is a sentence', () => {
    const said = new Map<string, string>();
    fc.assert(
      fc.property(randomFacts, (facts) => {
        for (const { check, passed, why } of explainedChecks(keptOf(facts))) {
          expect(why === null).toBe(passed);
          if (why !== null) said.set(check, why);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(said.size).toBeGreaterThan(30);
    for (const sentence of said.values()) {
      expect(sentence).toMatch(/^[A-Z0-9-].*\.$/);
      expect(sentence).not.toMatch(/undefined|null|\[object/);
    }
  });
});

describe('what a decision left behind', () => {
  const limits = [
    { interval: 'daily', amount: 50_00n, categories: null },
    { interval: 'per_authorization', amount: 20_00n, categories: null },
    { interval: 'monthly', amount: 50_00n, categories: ['bakeries'] },
  ] as const;
  const facts: AuthorizationFacts = {
    ...good,
    controls: [controlled('card', { spending_limits: limits }, [5_00n, 0n, 1n])],
  };

  test.each<[string, Partial<MadeDecision>, bigint]>([
    ['an approval takes what was asked', {}, 10_00n],
    ['an endpoint holds it while it thinks', { provisional: true }, 10_00n],
    [
      'a lower approval takes only that',
      { outcome: { approved: true, reason: 'webhook_approved', amount: 4_00n } },
      4_00n,
    ],
    ['a decline takes nothing', { outcome: { approved: false, reason: 'webhook_declined' } }, 0n],
  ])('%s', (_what, made, taken) => {
    const kept = keptOf(facts, made);
    expect(balanceChange(kept)).toEqual({
      currency: 'usd',
      before: 10_00n,
      after: 10_00n - taken,
    });
    expect(
      limitChanges(kept).map(({ interval, before, after }) => [interval, before, after]),
    ).toEqual([
      ['daily', 5_00n, 5_00n + taken],
      ['per_authorization', 0n, 0n],
    ]);
  });

  test('a limit in another currency counts what the purchase is there', () => {
    const [owned] = facts.controls;
    invariant(owned, 'the card has controls');
    const controls = [{ ...owned, counts: { asked: 9_00n, total: 9_00n } }];
    const [daily] = limitChanges(
      keptOf(
        { ...facts, controls },
        { outcome: { approved: true, reason: 'webhook_approved', amount: 5_00n } },
      ),
    );
    expect([daily?.before, daily?.after]).toEqual([5_00n, 9_50n]);
  });
});

test('of rules that are gone, what failed is told, and nothing is judged again', () => {
  const kept = { ...keptOf(withMerchant({ country: 'KP' })), rules: 999 };
  expect(explainedChecks(kept)).toEqual([]);
  expect(summaryOf(kept)).toBe('Declined (not_allowed). It fails: sanctioned_country.');
});
