import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterSpending,
  countersFor,
  latestWindowStart,
  partsOf,
  signatureOf,
  type SpendingCounters,
  usedOf,
  withCounted,
} from '../../../domain/spending/usage.ts';
import { windowEnd, windowStart } from '../../../domain/spending/window.ts';

const seconds = (text: string) => Date.parse(text) / 1000;
const limit = (interval: 'daily' | 'per_authorization' | 'weekly', categories = null) => ({
  amount: 100n,
  categories,
  interval,
});

describe('signatures', () => {
  test('limits of one interval and the same categories share a counter, in whatever order they are', () => {
    const one = {
      interval: 'daily',
      categories: ['taxicabs_limousines', 'bands_orchestras'],
    } as const;
    const two = {
      interval: 'daily',
      categories: ['bands_orchestras', 'taxicabs_limousines'],
    } as const;
    expect(signatureOf(one)).toBe('daily:bands_orchestras,taxicabs_limousines');
    expect(signatureOf(two)).toBe(signatureOf(one));
    expect(partsOf('daily:bands_orchestras,taxicabs_limousines')).toEqual({
      interval: 'daily',
      categories: ['bands_orchestras', 'taxicabs_limousines'],
    });
  });

  test('a limit of each purchase by itself needs no counter', () => {
    const spending_limits = [limit('per_authorization'), limit('daily'), limit('daily')];
    expect(countersFor({ spending_limits })).toEqual(['daily']);
  });
});

const daily = (counter: SpendingCounters[string]) => ({ daily: counter });

describe('what has been used', () => {
  const day = seconds('2027-03-10T00:00:00Z');

  test.each([
    ['in the window, what was counted', day, day + 86_399, { used: [7n] }],
    ['in a later window, nothing', day, day + 86_400, { used: [0n] }],
    ['in an earlier window, history has to say', day, day - 1, { missing: ['daily'] }],
  ])('%s', (_, window, at, used) => {
    expect(usedOf([limit('daily')], daily({ window, used: 7n }), at)).toEqual(used);
  });

  test('a counter that is not there, or partial, is missing and named once', () => {
    const limits = [limit('daily'), limit('daily'), limit('per_authorization'), limit('weekly')];
    const partial = daily({ window: day, used: 7n, partial: 'one' });
    expect(usedOf(limits, partial, day)).toEqual({ missing: ['daily', 'weekly'] });
    expect(usedOf([limit('per_authorization')], {}, day)).toEqual({ used: [0n] });
  });

  test('counting from history ends what is partial, and moves no counter back', () => {
    const partial = daily({ window: day, used: 7n, partial: 'one' });
    expect(withCounted(partial, daily({ window: day, used: 9n }))).toEqual(
      daily({ window: day, used: 9n }),
    );
    const later = daily({ window: day + 86_400, used: 1n });
    expect(withCounted(later, daily({ window: day, used: 9n }))).toEqual(later);
  });
});

/** The clock of any process, over some weeks around a new year. */
const clock = fc.integer({
  min: seconds('2027-12-20T00:00:00Z'),
  max: seconds('2028-01-20T00:00:00Z'),
});
const category = fc.constantFrom('bakeries', 'bands_orchestras', 'taxicabs_limousines');
const signatures = [
  'all_time',
  'daily',
  'daily:bakeries',
  'monthly:bakeries,bands_orchestras',
  'weekly',
  'yearly',
] as const;
const purchase = fc.record({
  kind: fc.constant('purchase' as const),
  clock,
  category,
  amount: fc.bigInt({ min: 1n, max: 1_000n }),
});
const change = fc.record({
  kind: fc.constant('change' as const),
  of: fc.nat(),
  amount: fc.bigInt({ min: -1_000n, max: 1_000n }),
});

interface Spent {
  readonly category: string;
  readonly spentAt: number;
  amount: bigint;
}

const recounted = (history: readonly Spent[], signature: string, window: number): bigint => {
  const { interval, categories } = partsOf(signature);
  return history
    .filter(({ spentAt }) => spentAt >= window && spentAt < windowEnd(interval, window))
    .filter((spent) => categories === null || categories.includes(spent.category))
    .reduce((sum, { amount }) => sum + amount, 0n);
};

test('after any purchases and changes, whatever the clocks of those who count, a counter is history', () => {
  const steps = fc.array(fc.oneof(purchase, change), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (sequence) => {
      const history: Spent[] = [];
      let counters: SpendingCounters = Object.fromEntries(
        signatures.map((signature) => [signature, { window: 0, used: 0n }]),
      );
      for (const step of sequence) {
        const spent = step.kind === 'purchase' ? undefined : history[step.of % history.length];
        if (step.kind === 'purchase') {
          const spentAt = Math.max(step.clock, latestWindowStart(counters));
          const made = { category: step.category, spentAt, amount: step.amount };
          counters = afterSpending(counters, made);
          history.push(made);
        } else if (spent) {
          counters = afterSpending(counters, { ...spent, amount: step.amount });
          spent.amount += step.amount;
        }
        for (const [signature, { window, used }] of Object.entries(counters))
          expect(used).toBe(recounted(history, signature, window));
      }
    }),
  );
});

test('spending of nothing, or in a category that no counter counts, changes no object', () => {
  const counters = { 'daily:bakeries': { window: 0, used: 1n } };
  expect(afterSpending(counters, { category: 'bakeries', spentAt: 9, amount: 0n })).toBe(counters);
  expect(afterSpending(counters, { category: 'hotels', spentAt: 9, amount: 5n })).toBe(counters);
});

describe('windows are calendar windows in UTC', () => {
  test.each([
    ['all_time', '2027-03-10T12:00:00Z', '1970-01-01T00:00:00Z'],
    ['daily', '2027-03-10T23:59:59Z', '2027-03-10T00:00:00Z'],
    ['daily', '2027-03-10T00:00:00Z', '2027-03-10T00:00:00Z'],
    ['weekly', '2027-03-13T23:59:59Z', '2027-03-07T00:00:00Z'],
    ['weekly', '2027-03-14T00:00:00Z', '2027-03-14T00:00:00Z'],
    ['monthly', '2028-02-29T23:59:59Z', '2028-02-01T00:00:00Z'],
    ['yearly', '2027-12-31T23:59:59Z', '2027-01-01T00:00:00Z'],
  ] as const)('%s at %s began at %s', (interval, at, start) => {
    expect(windowStart(interval, seconds(at))).toBe(seconds(start));
  });

  test('a window ends where the next begins', () => {
    const intervals = fc.constantFrom('daily', 'monthly', 'weekly', 'yearly' as const);
    fc.assert(
      fc.property(intervals, clock, (interval, at) => {
        const start = windowStart(interval, at);
        const end = windowEnd(interval, start);
        expect(start <= at && at < end).toBe(true);
        expect(windowStart(interval, end)).toBe(end);
        expect(windowStart(interval, end - 1)).toBe(start);
      }),
    );
  });
});
