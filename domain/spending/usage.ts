/**
 * What has been used of spending limits, without adding up the past at each purchase.
 *
 * An owner (a chain of cards, a cardholder, a program) has one counter for each kind of limit that
 * somebody set on it: an interval and a set of categories, which together are its signature. A counter
 * knows the latest window in which something was spent, and the sum of that window. Three rules keep
 * it equal to history, whoever counts:
 *
 * - Spending counts in the window of its own instant. If that is later than the counter's, the counter
 *   moves there and starts from nothing; if it is earlier, that window is over and nobody asks for it.
 * - What comes after a purchase (an increment, a release, a refund) counts at the instant of the
 *   purchase, by the same rule.
 * - The instant of a new purchase is never before the window of a counter that it is judged by
 *   (`latestWindowStart`): a process whose clock is behind spends in the window that another has
 *   begun, and its authorization says so in `created`.
 */
import { invariant } from '../invariant.ts';
import type { SpendingControls, SpendingLimit } from '../spending-controls.ts';
import { COUNTED_INTERVALS, type CountedInterval, windowStart } from './window.ts';

/** An interval, and after a colon the categories in order and between commas: `daily:airlines,hotels`. */
export type LimitSignature = CountedInterval | `${CountedInterval}:${string}`;

export interface SpendingCounter {
  /** Unix seconds at which the counted window began. */
  readonly window: number;
  /** Minor units. Below zero only while partial. */
  readonly used: bigint;
  /**
   * It counts, but what was spent before it began is not in it yet: no limit may be judged by it. The
   * text names this beginning, of which there is no other.
   */
  readonly partial?: string;
}

export type SpendingCounters = Readonly<Record<string, SpendingCounter>>;

export interface Spending {
  readonly category: string;
  /** Unix seconds of the purchase that it belongs to. */
  readonly spentAt: number;
  /** Minor units; below zero for what is released or given back. */
  readonly amount: bigint;
}

/** Undefined for a limit of each purchase by itself, which counts nothing. */
export function signatureOf({
  interval,
  categories,
}: Pick<SpendingLimit, 'categories' | 'interval'>): LimitSignature | undefined {
  if (interval === 'per_authorization') return undefined;
  if (categories === null || categories.length === 0) return interval;
  return `${interval}:${[...new Set(categories)].toSorted().join(',')}`;
}

/** Which counters the limits need, each once. */
export const countersFor = ({
  spending_limits,
}: Pick<SpendingControls, 'spending_limits'>): readonly LimitSignature[] => [
  ...new Set(spending_limits.map(signatureOf).filter((signature) => signature !== undefined)),
];

interface SignatureParts {
  readonly interval: CountedInterval;
  /** Null: all of them. */
  readonly categories: readonly string[] | null;
}

export function partsOf(signature: string): SignatureParts {
  const colon = signature.indexOf(':');
  const name = colon === -1 ? signature : signature.slice(0, colon);
  const interval = COUNTED_INTERVALS.find((counted) => counted === name);
  invariant(interval, `${name} is an interval that is counted`);
  return { interval, categories: colon === -1 ? null : signature.slice(colon + 1).split(',') };
}

/** Of each limit, in their order; or what has to be counted from history first. */
export type UsedOfLimits =
  | { readonly used: readonly bigint[]; readonly missing?: never }
  | { readonly missing: readonly LimitSignature[]; readonly used?: never };

/**
 * What has been used of each limit in its window at `at`. A counter is missing when nobody has made it
 * (limits that are older than counters), while it is partial, and when `at` lies in a window before
 * its own (an increment of yesterday's purchase).
 */
export function usedOf(
  limits: readonly SpendingLimit[],
  counters: SpendingCounters,
  at: number,
): UsedOfLimits {
  const used: bigint[] = [];
  const missing = new Set<LimitSignature>();
  for (const limit of limits) {
    const signature = signatureOf(limit);
    const known = signature === undefined ? 0n : usedBy(counters[signature], signature, at);
    if (known === undefined && signature !== undefined) missing.add(signature);
    else used.push(known ?? 0n);
  }
  return missing.size > 0 ? { missing: [...missing] } : { used };
}

function usedBy(
  counter: SpendingCounter | undefined,
  signature: LimitSignature,
  at: number,
): bigint | undefined {
  if (counter === undefined || counter.partial) return undefined;
  const window = windowStart(partsOf(signature).interval, at);
  if (counter.window > window) return undefined;
  return counter.window === window ? counter.used : 0n;
}

/** The counters of an owner who has spent nothing yet. */
export const unusedCounters = (
  signatures: readonly LimitSignature[],
  at: number,
): SpendingCounters =>
  Object.fromEntries(
    signatures.map((signature) => [
      signature,
      { window: windowStart(partsOf(signature).interval, at), used: 0n },
    ]),
  );

/** The counters with this spending in all of them that count its category. The same object when that is none. */
export function afterSpending(
  counters: SpendingCounters,
  { category, spentAt, amount }: Spending,
): SpendingCounters {
  if (amount === 0n) return counters;
  const changed = Object.entries(counters).flatMap(([signature, counter]) => {
    const { interval, categories } = partsOf(signature);
    if (categories !== null && !categories.includes(category)) return [];
    const window = windowStart(interval, spentAt);
    if (window < counter.window) return [];
    const before = window === counter.window ? counter.used : 0n;
    return [[signature, { ...counter, window, used: before + amount }] as const];
  });
  return changed.length === 0 ? counters : { ...counters, ...Object.fromEntries(changed) };
}

/** The counters with those that were counted from history, unless one is already in a later window. */
export function withCounted(
  counters: SpendingCounters,
  counted: SpendingCounters,
): SpendingCounters {
  const news = Object.entries(counted).filter(
    ([signature, { window }]) => (counters[signature]?.window ?? 0) <= window,
  );
  return { ...counters, ...Object.fromEntries(news) };
}

/** No purchase that these counters judge may be dated before it. */
export const latestWindowStart = (...owners: readonly SpendingCounters[]): number =>
  Math.max(0, ...owners.flatMap((counters) => Object.values(counters).map(({ window }) => window)));
