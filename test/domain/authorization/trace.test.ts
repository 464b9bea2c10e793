import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concerning } from '../../../domain/authorization/concerning.ts';
import { decide } from '../../../domain/authorization/decide.ts';
import type { AuthorizationFacts } from '../../../domain/authorization/facts.ts';
import { RULES_VERSION } from '../../../domain/authorization/policy.ts';
import {
  type AuthorizationTraceJson,
  type Kept,
  fromTrace,
  type MadeDecision,
  toTrace,
} from '../../../domain/authorization/trace.ts';
import { invariant } from '../../../domain/invariant.ts';
import { controlled, DEFECTS, good, usd } from './facts.ts';
import { randomFacts } from './random-facts.ts';

const stages = { queue: 0.4321, lock: 2.06, decide: 0.04, left: 1_960.55 };

const judged = (facts: AuthorizationFacts): MadeDecision => ({
  kind: 'purchase',
  judged: { facts, decision: decide(facts) },
  stages,
});

/** Through JSON, as a column keeps it. */
const stored = (...made: readonly MadeDecision[]): AuthorizationTraceJson =>
  JSON.parse(JSON.stringify(made.map(toTrace)));

function keptOf(made: MadeDecision): Kept {
  const [first] = fromTrace(stored(made));
  invariant(first?.kept, 'what is written now is read as of now');
  return first.kept;
}

/** Risk: an audit in two years that finds a decision and cannot say how it came about. */
test('the outcome of any decision, and all that it failed, comes out of its trace alone', () => {
  const seen = new Set<string>();
  const property = fc.property(randomFacts, (facts) => {
    const decision = decide(facts);
    const kept = keptOf(judged(facts));
    invariant(kept.facts, 'what was judged is kept');

    const again = decide(kept.facts);
    expect({ approved: again.approved, reason: again.reason }).toEqual({
      approved: decision.approved,
      reason: decision.reason,
    });
    expect({ approved: kept.approved, reason: kept.reason }).toEqual({
      approved: decision.approved,
      reason: decision.reason,
    });
    const failed = decision.trace.filter(({ passed }) => !passed).map(({ check }) => check);
    expect(kept.failed).toEqual(failed);
    expect(again.trace.filter(({ passed }) => !passed).map(({ check }) => check)).toEqual(failed);
    seen.add(decision.reason);
  });
  fc.assert(property, { numRuns: 2_000 });
  // A generator that met only declines, or only one, would prove nothing.
  expect([...seen].toSorted()).toEqual(
    ['card_active', ...DEFECTS.map(({ reason }) => reason)].toSorted(),
  );
});

test('the facts come out as they went in, but for what has no bearing on the purchase', () => {
  fc.assert(
    fc.property(randomFacts, (facts) => {
      expect(keptOf(judged(facts)).facts).toEqual(concerning(facts));
    }),
    { numRuns: 1_000 },
  );
});

const passes = (facts: AuthorizationFacts) => decide(facts).trace.map(({ passed }) => passed);

test('leaving out what has no bearing changes no check', () => {
  fc.assert(
    fc.property(randomFacts, (facts) => {
      expect(passes(concerning(facts))).toEqual(passes(facts));
    }),
    { numRuns: 1_000 },
  );
});

describe('a trace stays small, because every purchase writes one', () => {
  const ordinary: AuthorizationFacts = {
    ...good,
    verification: {
      ...good.verification,
      addressLine1: 'not_provided',
      postalCode: 'not_provided',
    },
    available: usd(98_765_432_10n),
    controls: [
      controlled(
        'card',
        { spending_limits: [{ amount: 50_000n, categories: null, interval: 'daily' }] },
        [12_345n],
      ),
    ],
  };

  test('an ordinary purchase with a daily limit takes at most 500 bytes', () => {
    expect(JSON.stringify(stored(judged(ordinary))).length).toBeLessThanOrEqual(500);
  });

  test('lists of hundreds and limits of other categories leave no mark', () => {
    const many = Array.from({ length: 290 }, (_, index) => `network-${index}`);
    const limits = many.map(() => ({
      amount: 1n,
      categories: ['bakeries' as const],
      interval: 'daily' as const,
    }));
    const controls = { allowed_merchant_network_ids: many, spending_limits: limits };
    const facts = { ...ordinary, controls: [controlled('card', controls, [])] };
    expect(JSON.stringify(stored(judged(facts))).length).toBeLessThanOrEqual(600);
    expect(keptOf(judged(facts)).failed).toEqual(['card_merchant_network_id']);
  });
});

describe('what is kept beside the facts', () => {
  test('the version of the rules, the kind, and stages in tenths of a millisecond', () => {
    expect(keptOf({ ...judged(good), kind: 'increment' })).toMatchObject({
      rules: RULES_VERSION,
      kind: 'increment',
      ms: { queue: 0.4, lock: 2.1, decide: 0, left: 1_960.6 },
    });
  });

  test('an endpoint that decides otherwise is the outcome, and what the rules said stays', () => {
    const kept = keptOf({
      ...judged(good),
      kind: 'answer',
      outcome: { approved: true, reason: 'webhook_approved', amount: 900n },
      endpoint: { status: 200, circuit: 'closed' },
    });
    expect(kept).toMatchObject({
      approved: true,
      reason: 'webhook_approved',
      amount: 900n,
      failed: [],
      endpoint: { status: 200, circuit: 'closed' },
    });
  });

  test('an answer that needed no judging has an outcome and no facts', () => {
    const outcome = { approved: false, reason: 'webhook_declined' } as const;
    const kept = keptOf({ kind: 'answer', outcome, stages: { endpoint: 31.26 } });
    expect(kept).toMatchObject({
      approved: false,
      reason: 'webhook_declined',
      ms: { endpoint: 31.3 },
    });
    expect(kept.facts).toBeUndefined();
  });
});

describe('traces of the first release can still be read', () => {
  const former = {
    checks: [{ check: 'card_inactive', inputs: { status: 'inactive' }, passed: false }],
    stages: { gather: 2, decide: 1 },
  } as const;

  test('alone, and before the decisions that came later', () => {
    expect(fromTrace(former)).toEqual([{ former }]);
    // As Postgres appends a list to an object.
    const appended = [former, toTrace(judged(good))];
    expect(fromTrace(appended)).toMatchObject([{ former }, { kept: { reason: 'card_active' } }]);
  });
});

/** Risk: another `USUAL`, by which every trace that was written says something else. */
test('what a stored trace leaves out is what was usual when it was written', () => {
  const { facts } = keptOf(judged(good));
  const bare = { at: good.at, currency: 'usd', asked: '1000', available: '1000' } as const;
  const entry = { rules: 1, approved: true, reason: 'card_active', facts: bare, ms: {} } as const;
  const [read] = fromTrace([entry]);
  expect(read?.kept?.facts).toEqual({
    ...facts,
    card: { status: 'active', type: 'virtual', expiresAt: 0, pinBlocked: false },
    merchant: { category: '', country: 'US', networkId: '' },
    verification: {
      cvc: 'not_provided',
      expiry: 'not_provided',
      addressLine1: 'not_provided',
      postalCode: 'not_provided',
      pin: null,
      threeDSecure: null,
      exemption: null,
    },
  });
});
