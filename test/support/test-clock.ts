import type { Clock } from '../../infra/clock.ts';

export interface TestClock extends Clock {
  readonly advance: (ms: number) => void;
}

/** Each reading is a millisecond later, so that ids sort as they were made and a test can tell which is newer. */
export function testClock(start = '2026-11-02T12:00:00.000Z'): TestClock {
  let nowMs = Date.parse(start);
  return {
    nowMs: () => (nowMs += 1),
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
