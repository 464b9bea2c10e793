import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FraudSignals } from '../../../domain/fraud/model.ts';
import { FRAUD_SCORE_BLOCKS, velocityModel } from '../../../domain/fraud/velocity-model.ts';
import { signals as randomSignals } from '../authorization/random-facts.ts';

const quiet: FraudSignals = {
  velocity: { attempts: 0, declines: 0, amount: 0 },
  networkRisk: null,
  cardTesting: null,
  merchantCountry: 'US',
  cardholderCountry: 'US',
};
const busy: FraudSignals = {
  ...quiet,
  velocity: { attempts: 10_000, declines: 10_000, amount: 1e12 },
  merchantCountry: 'FR',
};

const scoreOf = (signals: Partial<FraudSignals>) =>
  velocityModel.assess({ ...quiet, ...signals }).score;

test('an ordinary purchase has nothing against it', () =>
  expect(velocityModel.assess(quiet)).toEqual({ score: 0, contributions: [] }));

test.each<[string, Partial<FraudSignals>, object]>([
  [
    'attempts',
    { velocity: { attempts: 12, declines: 0, amount: 0 } },
    { signal: 'attempts', points: 4, seen: '12' },
  ],
  [
    'declines',
    { velocity: { attempts: 5, declines: 5, amount: 0 } },
    { signal: 'declines', points: 10, seen: '5' },
  ],
  [
    'amount',
    { velocity: { attempts: 0, declines: 0, amount: 7_000_00 } },
    { signal: 'amount', points: 6, seen: '7000' },
  ],
  [
    'the estimate of the network',
    { networkRisk: { level: 'elevated', score: null } },
    { signal: 'network_risk', points: 30, seen: 'elevated' },
  ],
  [
    'card testing',
    { cardTesting: 'highest' },
    { signal: 'card_testing', points: 80, seen: 'highest' },
  ],
  [
    'a merchant abroad',
    { merchantCountry: 'FR' },
    { signal: 'country', points: 10, seen: 'FR/US' },
  ],
])('%s is named with its points and with what was seen', (_signal, signals, contribution) =>
  expect(velocityModel.assess({ ...quiet, ...signals }).contributions).toEqual([contribution]),
);

describe('what blocks', () => {
  test.each<[string, Partial<FraudSignals>, boolean]>([
    ['the highest risk alone', { networkRisk: { level: 'highest', score: null } }, true],
    ['the highest card testing alone', { cardTesting: 'highest' }, true],
    [
      'two elevated signs',
      { networkRisk: { level: 'elevated', score: 30 }, cardTesting: 'elevated' },
      false,
    ],
    ['the busiest card abroad', busy, false],
    ['the same with one elevated sign', { ...busy, cardTesting: 'elevated' }, true],
    ['a score above 75 without a level', { networkRisk: { level: 'unknown', score: 76 } }, true],
    ['a score of 75 without a level', { networkRisk: { level: 'unknown', score: 75 } }, false],
    ['a level that contradicts its score', { networkRisk: { level: 'low', score: 99 } }, false],
  ])('%s: %o', (_what, signals, blocks) =>
    expect(scoreOf(signals) >= FRAUD_SCORE_BLOCKS).toBe(blocks),
  );

  test.each([
    [25, 0],
    [26, 30],
  ])('a score of %i without a level gives %i points', (score, points) =>
    expect(scoreOf({ networkRisk: { level: 'not_assessed', score } })).toBe(points),
  );
});

/** Risk: a program whose cards are used thousands of times an hour, and all declined by our own zeal. */
test('no card is blocked for what it does by itself, and its score is of 100', () => {
  fc.assert(
    fc.property(randomSignals, (signals) => {
      const { score, contributions } = velocityModel.assess(signals);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      const sum = contributions.reduce((total, { points }) => total + points, 0);
      expect(score).toBe(Math.min(100, sum));
      const alone = { ...signals, networkRisk: null, cardTesting: null };
      expect(velocityModel.assess(alone).score).toBeLessThan(FRAUD_SCORE_BLOCKS);
    }),
    { numRuns: 1_000 },
  );
});

/** How often a network sees what: rounded up from what issuers publish. */
const ordinary: fc.Arbitrary<FraudSignals> = fc.record({
  velocity: fc.record({
    attempts: fc.double({ min: 0, max: 15, noNaN: true }),
    declines: fc.double({ min: 0, max: 3, noNaN: true }),
    amount: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  networkRisk: fc.oneof(
    { weight: 977, arbitrary: fc.constant(null) },
    { weight: 20, arbitrary: fc.constant({ level: 'elevated' as const, score: 40 }) },
    { weight: 3, arbitrary: fc.constant({ level: 'highest' as const, score: 90 }) },
  ),
  cardTesting: fc.oneof(
    { weight: 99, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant('elevated' as const) },
  ),
  merchantCountry: fc.constantFrom('US', 'US', 'US', 'GB'),
  cardholderCountry: fc.constant('US'),
});

test('of ordinary purchases fewer than one in two hundred are blocked', () => {
  const purchases = fc.sample(ordinary, { numRuns: 20_000, seed: 1 });
  const blocked = purchases.filter((signals) => scoreOf(signals) >= FRAUD_SCORE_BLOCKS);
  expect(blocked.length).toBeGreaterThan(0);
  expect(blocked.length / purchases.length).toBeLessThan(0.005);
});
