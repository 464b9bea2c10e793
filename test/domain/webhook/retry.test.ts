import { expect, test } from 'vitest';
import { retryDelayMs, retryPolicy } from '../../../domain/webhook/retry.ts';

const HOUR = 3_600;
const hoursOf = (livemode: boolean): number =>
  retryPolicy({ livemode }).delays.reduce((sum, delay) => sum + delay, 0) / HOUR;

test('in live mode the last attempt comes just before three days are over', () => {
  expect(hoursOf(true)).toBeLessThan(72);
  expect(hoursOf(true)).toBeGreaterThan(70);
});

test('in test mode it comes within four hours', () => {
  expect(hoursOf(false)).toBeLessThan(4);
});

test.each([true, false])('pauses never become shorter (live: %s)', (livemode) => {
  const { delays } = retryPolicy({ livemode });
  expect(delays).toEqual(delays.toSorted((one, other) => one - other));
});

test('a pause is up to a tenth shorter than the table says, and never longer', () => {
  const policy = { delays: [10], disabledAfter: 0 };
  expect(retryDelayMs(policy, 1, 0)).toBe(10_000);
  expect(retryDelayMs(policy, 1, 1)).toBe(9_000);
});

test('after the last attempt there is none', () => {
  const policy = { delays: [10, 20], disabledAfter: 0 };
  expect(retryDelayMs(policy, 2, 0)).toBe(20_000);
  expect(retryDelayMs(policy, 3, 0)).toBeUndefined();
  expect(retryDelayMs(policy, 4, 0)).toBeUndefined();
});

test('an endpoint is disabled later than any event of it is given up', () => {
  for (const livemode of [true, false])
    expect(retryPolicy({ livemode }).disabledAfter / HOUR).toBeGreaterThan(hoursOf(livemode));
});
