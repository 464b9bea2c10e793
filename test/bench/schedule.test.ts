import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueCount, dueMs } from '../../bench/load/schedule.ts';

test('the first is due at once, and each second has as many as were asked for', () => {
  expect(dueMs(0, 500)).toBe(0);
  expect(dueMs(500, 500)).toBe(1000);
  expect(dueCount(-1, 500)).toBe(0);
  expect(dueCount(0, 500)).toBe(1);
  expect(dueCount(999.9, 500)).toBe(500);
});

test('a pause of the generator changes nothing of what is due, nor when it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 20 }),
      (perSecond, pausesMs) => {
        let elapsedMs = 0;
        let seen = 0;
        for (const pauseMs of pausesMs) {
          elapsedMs += pauseMs;
          const due = dueCount(elapsedMs, perSecond);
          expect(due).toBeGreaterThanOrEqual(seen);
          seen = due;
        }
        // The last that is due was due by now, and the next one is not.
        expect(dueMs(seen - 1, perSecond)).toBeLessThanOrEqual(elapsedMs + 1e-6);
        expect(dueMs(seen, perSecond)).toBeGreaterThan(elapsedMs - 1e-6);
      },
    ),
  );
});
