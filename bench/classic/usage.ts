/** What has been used of a limit in one window, as it stands in the database: amounts as text. */
export interface Counter {
  readonly window: number;
  readonly used: string;
}

export type Counters = Readonly<Record<string, Counter>>;

export interface Limit {
  readonly amount: string;
  readonly interval: string;
  readonly categories: readonly string[] | null;
}

const DAY_SECONDS = 86_400;

/** The windows that the limits of the benchmark have: the day and the month, in UTC. */
function windowOf(signature: string, at: number): number {
  if (signature.startsWith('daily')) return at - (at % DAY_SECONDS);
  const date = new Date(at * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
}

const signatureOf = ({ interval, categories }: Limit): string =>
  categories === null || categories.length === 0
    ? interval
    : `${interval}:${categories.toSorted().join(',')}`;

/** Whether one more purchase of this amount stays within every limit. */
export function fits(limits: readonly Limit[], counters: Counters, purchase: Spent): boolean {
  return limits.every((limit) => {
    if (limit.interval === 'per_authorization') return purchase.amount <= BigInt(limit.amount);
    const counter = counters[signatureOf(limit)];
    const isCurrent = counter?.window === windowOf(limit.interval, purchase.at);
    const used = isCurrent ? BigInt(counter.used) : 0n;
    return used + purchase.amount <= BigInt(limit.amount);
  });
}

export interface Spent {
  readonly amount: bigint;
  /** Unix seconds. */
  readonly at: number;
}

/** Every counter of the benchmark counts the category of every purchase of the benchmark. */
export const counted = (counters: Counters, { amount, at }: Spent): Counters =>
  Object.fromEntries(
    Object.entries(counters).map(([signature, { window, used }]) => {
      const current = windowOf(signature, at);
      const before = current === window ? BigInt(used) : 0n;
      return [signature, { window: current, used: String(before + amount) }];
    }),
  );

export interface Velocity {
  readonly at: number;
  readonly attempts: number;
  readonly declines: number;
  readonly amount: number;
}

const HALF_LIFE_SECONDS = 1_800;

export function busier(velocity: Velocity | null, { amount, at }: Spent): Velocity {
  const before = velocity ?? { at, attempts: 0, declines: 0, amount: 0 };
  const left = 0.5 ** ((at - before.at) / HALF_LIFE_SECONDS);
  return {
    ...before,
    at,
    attempts: Math.round((before.attempts * left + 1) * 1000) / 1000,
    amount: Math.round(before.amount * left) + Number(amount),
  };
}
