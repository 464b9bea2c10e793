/**
 * New limits for an owner who has spent before. Adding up the past takes long when it is long, and
 * purchases must neither wait for it nor be miscounted. So a counter that is new begins to count as a
 * *partial* one first, under the lock of the balance and for a moment; then the past is added up
 * without a lock, in one snapshot of history and counter: what the counter has in that snapshot is
 * taken off, and what remains was spent before it began. Last, under the lock again, both are added,
 * and the counter is whole when the limits that need it come into force.
 *
 * A process that dies between leaves a partial counter. It is harmless: no limit is judged by it,
 * everyone goes on counting in it, so the next attempt uses it as it is, and the next replacement of
 * limits drops it when nothing needs it.
 */
import { type LimitSignature, type SpendingCounters, unusedCounters } from './usage.ts';

/** What was spent in a window before a partial counter began to count, by signature. */
export type PastUsage = Readonly<Record<string, PastOfCounter>>;
interface PastOfCounter {
  /** Which beginning: a counter that was dropped and began again has more past than this. */
  readonly before: string;
  readonly window: number;
  readonly used: bigint;
}

interface Beginning {
  readonly signatures: readonly LimitSignature[];
  readonly at: number;
  readonly name: string;
}

/**
 * Each purchase reads and writes all counters of its owners. Above this, beginnings that others have
 * made are given up for a new one: those who still wait for them count from history.
 */
const COUNTERS_MAX = 200;

/** The counters with a partial one for each signature that has none. The same object when all have one. */
export function withPartial(
  counters: SpendingCounters,
  { signatures, at, name }: Beginning,
): SpendingCounters {
  const absent = signatures.filter((signature) => counters[signature] === undefined);
  if (absent.length === 0) return counters;
  const begun = Object.entries(unusedCounters(absent, at)).map(
    ([signature, counter]) => [signature, { ...counter, partial: name }] as const,
  );
  const isFull = Object.keys(counters).length + absent.length > COUNTERS_MAX;
  return {
    ...(isFull ? withoutOthers(counters, signatures) : counters),
    ...Object.fromEntries(begun),
  };
}

const withoutOthers = (
  counters: SpendingCounters,
  signatures: readonly string[],
): SpendingCounters =>
  Object.fromEntries(
    Object.entries(counters).filter(
      ([signature, { partial }]) => partial === undefined || signatures.includes(signature),
    ),
  );

/** Those whose past is not in them. */
export const partialOf = (
  counters: SpendingCounters,
  signatures: readonly LimitSignature[],
): readonly LimitSignature[] =>
  signatures.filter((signature) => counters[signature]?.partial !== undefined);

/**
 * The counters that are needed, each whole, and no other; `missing` are those that have to be counted
 * from history, because another replacement dropped them meanwhile, even if they have begun again.
 *
 * A past that lies in another window than the counter is of the earlier of the two, and is over: its
 * snapshot held nothing in a window after its own, so a later window was counted from its beginning.
 */
export function settled(
  counters: SpendingCounters,
  needed: readonly LimitSignature[],
  past: PastUsage,
): { readonly counters: SpendingCounters; readonly missing: readonly LimitSignature[] } {
  const whole: Record<string, SpendingCounters[string]> = {};
  const missing: LimitSignature[] = [];
  for (const signature of needed) {
    const counter = counters[signature];
    const before = past[signature];
    if (counter && counter.partial === undefined) whole[signature] = counter;
    else if (counter && before && counter.partial === before.before)
      whole[signature] = sum(counter, before);
    else missing.push(signature);
  }
  return { counters: whole, missing };
}

function sum(
  { window, used }: SpendingCounters[string],
  before: PastUsage[string],
): SpendingCounters[string] {
  if (window === before.window) return { window, used: used + before.used };
  return window > before.window ? { window, used } : { window: before.window, used: before.used };
}
