import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latenciesOf, percentile } from '../../bench/statistics/percentiles.ts';

test('a percentile is a sample, and the smallest that enough samples do not exceed', () => {
  const sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(percentile(sorted, 0.5)).toBe(5);
  expect(percentile(sorted, 0.51)).toBe(6);
  expect(percentile(sorted, 0.99)).toBe(10);
  expect(percentile(sorted, 0)).toBe(1);
  expect(percentile(sorted, 1)).toBe(10);
});

test('rounding of binary fractions moves no rank', () => {
  const sorted = Array.from({ length: 100 }, (_none, index) => index + 1);
  for (const part of [1, 7, 14, 28, 29, 57, 99]) expect(percentile(sorted, part / 100)).toBe(part);
});

test('without samples there is no percentile', () => {
  expect(percentile([], 0.5)).toBeNaN();
});

test('never more than one sample in a hundred is above the p99, nor half of them above the p50', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
      (samples) => {
        const { p50Ms, p99Ms, p999Ms, maxMs, count } = latenciesOf(samples);
        const above = (limit: number) => samples.filter((sample) => sample > limit).length;
        expect(count).toBe(samples.length);
        expect(samples).toContain(p99Ms);
        expect(above(p99Ms)).toBeLessThanOrEqual(samples.length * 0.01);
        expect(above(p50Ms)).toBeLessThanOrEqual(samples.length * 0.5);
        expect([p50Ms, p99Ms, p999Ms, maxMs]).toEqual(
          [p50Ms, p99Ms, p999Ms, maxMs].toSorted((left, right) => left - right),
        );
        expect(maxMs).toBe(Math.max(...samples));
      },
    ),
  );
});
