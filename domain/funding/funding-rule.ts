/** When an Issuing balance is low, by a rule of its account. */
import { unreachable } from '../invariant.ts';

/** A fixed amount, or a part of what was spent in the last 24 hours. */
export const THRESHOLD_TYPES = ['amount', 'spend_percentage'] as const;
export type ThresholdType = (typeof THRESHOLD_TYPES)[number];

interface Threshold {
  readonly type: ThresholdType;
  /** Minor units, or per cent. */
  readonly value: bigint;
}

/** The least that may stand on the balance. Of a part of a cent, the whole cent. */
export function leastOf({ type, value }: Threshold, spentLastDay: bigint): bigint {
  switch (type) {
    case 'amount':
      return value;
    case 'spend_percentage':
      return (spentLastDay * value + 99n) / 100n;
    default:
      return unreachable(type);
  }
}

const HOUR = 3_600;
export const QUIET_SECONDS = 24 * HOUR;

/** A rule that has told that the balance is low says nothing for a day, and makes no second top-up. */
export const isQuiet = (triggeredAt: number | undefined, now: number): boolean =>
  triggeredAt !== undefined && now < triggeredAt + QUIET_SECONDS;

/**
 * When the balance is looked at again, in seconds, if nothing is told before. What a fixed amount asks for
 * is also swept by the worker; what was spent in a day would be too much to add up all the time.
 */
export const checkAfterSeconds = (type: ThresholdType): number =>
  type === 'amount' ? 6 * HOUR : HOUR;
