import { type Kysely, sql } from 'kysely';
import { partsOf, type SpendingCounter } from '../../domain/spending/usage.ts';
import { windowStart } from '../../domain/spending/window.ts';
import type { Database } from '../database.ts';
import type { SpendingCounterJson } from '../json.ts';
import { type AskedPeriod, askedPeriods, spendingOfAsked } from './history.ts';

/** A window can end while it is added up. More than a few times means that a clock is broken. */
const ATTEMPTS_MAX = 5;

export type AskedWindow = Omit<AskedPeriod, 'until'>;

export interface LatestSum {
  readonly spent: bigint;
  /** The counter that stands in the same snapshot. */
  readonly counter: SpendingCounter | undefined;
}

/**
 * What was spent in the latest window in which anything was: the one that begins at `since`, unless
 * something was spent or counted later, by a process whose clock is ahead or because the window ended
 * meanwhile. Sum and counter are as of one instant, because one statement reads both. A window that
 * ends again and again is left out.
 */
export async function sumLatest<P extends AskedWindow>(
  db: Kysely<Database>,
  asked: readonly P[],
): Promise<readonly (LatestSum & P)[]> {
  const done: (LatestSum & P)[] = [];
  let open = asked;
  for (let attempt = 0; attempt < ATTEMPTS_MAX && open.length > 0; attempt++) {
    const sums = await readSums(db, open);
    open = open.flatMap((period, index) => {
      const { latest, spent, standing } = sums[index] ?? NOTHING;
      const counter = standing && { ...standing, used: BigInt(standing.used) };
      const { interval } = partsOf(period.signature);
      const since = Math.max(
        period.since,
        windowStart(interval, latest ?? 0),
        counter?.window ?? 0,
      );
      if (since > period.since) return [{ ...period, since }];
      done.push({ ...period, spent, counter: counter ?? undefined });
      return [];
    });
  }
  return done;
}

interface Sum {
  readonly spent: bigint;
  /** Unix seconds of the last that was spent. */
  readonly latest: number | null;
  readonly standing: SpendingCounterJson | null;
}
const NOTHING: Sum = { spent: 0n, latest: null, standing: null };

async function readSums(
  db: Kysely<Database>,
  asked: readonly AskedWindow[],
): Promise<readonly Sum[]> {
  const periods = asked.map((period) => ({ ...period, until: Infinity }));
  const { rows } = await sql<Sum>`
    select coalesce(sum(spending.amount), 0)::bigint as spent,
      floor(extract(epoch from max(spending.created_at)))::float8 as latest,
      standing.counter as standing
    from ${askedPeriods(periods)}
    left join lateral (
      select u.counters -> asked.signature as counter from spending_usage u
      where u.account_id = asked.account_id and u.livemode = asked.livemode
        and u.owner_id = asked.owner_id
    ) as standing on true
    left join lateral (${spendingOfAsked}) as spending on true
    group by asked.turn, standing.counter
    order by asked.turn
  `.execute(db);
  return rows;
}
