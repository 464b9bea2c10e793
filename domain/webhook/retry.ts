const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How an endpoint that does not take its events is treated. All in seconds. */
export interface RetryPolicy {
  /** The pause after the first failed attempt, after the second, …; after the last one there is none. */
  readonly delays: readonly number[];
  /** An endpoint on which every attempt has failed for so long is disabled. */
  readonly disabledAfter: number;
}

/** Fifteen attempts in just under three days, soon at first, and then twice a day. */
const LIVE: RetryPolicy = {
  delays: [
    5,
    30,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    1 * HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    8 * HOUR,
    12 * HOUR,
    12 * HOUR,
    12 * HOUR,
    12 * HOUR,
  ],
  disabledAfter: 7 * DAY,
};

/** Eight attempts in under four hours: whoever develops is back by then, or has another question. */
const TEST: RetryPolicy = {
  delays: [5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 1 * HOUR, 2 * HOUR],
  disabledAfter: 3 * DAY,
};

export const retryPolicy = ({ livemode }: { readonly livemode: boolean }): RetryPolicy =>
  livemode ? LIVE : TEST;

/**
 * Milliseconds until the next attempt, after `failed` failed ones; `undefined` when there is none. Up
 * to a tenth earlier than the table says: events that failed together need not come back together.
 *
 * @param random from 0 to 1.
 */
export function retryDelayMs(
  { delays }: RetryPolicy,
  failed: number,
  random: number,
): number | undefined {
  const seconds = delays[failed - 1];
  return seconds === undefined ? undefined : Math.round(seconds * 1_000 * (1 - random / 10));
}
