import type { SpendingCounters } from '../../domain/spending/usage.ts';
import type { SpendingCountersJson } from '../json.ts';

/** Stored counters with their amounts as numbers again. `toJson` is the way back. */
export const countersOf = (stored: SpendingCountersJson): SpendingCounters =>
  Object.fromEntries(
    Object.entries(stored).map(([signature, counter]) => [
      signature,
      { ...counter, used: BigInt(counter.used) },
    ]),
  );
