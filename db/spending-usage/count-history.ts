import { type Kysely, sql } from 'kysely';
import {
  type LimitSignature,
  partsOf,
  type SpendingCounters,
} from '../../domain/spending/usage.ts';
import { windowEnd, windowStart } from '../../domain/spending/window.ts';
import type { Database } from '../database.ts';
import type { LimitOwner } from './find.ts';
import { askedPeriods, spendingOfAsked } from './history.ts';

export interface Uncounted extends LimitOwner {
  readonly signatures: readonly LimitSignature[];
  /** Unix seconds: the windows are those of this instant. */
  readonly at: number;
}

/**
 * Adds up the past: what each owner has spent in the window of `at`, for each signature, in the order
 * asked. For windows that are over, which no counter counts any more; of now, see `countPresent`.
 */
export async function countHistory(
  db: Kysely<Database>,
  uncounted: readonly Uncounted[],
): Promise<readonly SpendingCounters[]> {
  const periods = uncounted.flatMap(periodsOf);
  if (periods.length === 0) return uncounted.map(() => ({}));
  const { rows } = await sql<{ readonly used: bigint }>`
    select coalesce(sum(spending.amount), 0)::bigint as used
    from ${askedPeriods(periods)}
    left join lateral (${spendingOfAsked}) as spending on true
    group by asked.turn
    order by asked.turn
  `.execute(db);
  return uncounted.map((_, owner) =>
    Object.fromEntries(
      periods.flatMap(({ turn, signature, since }, index) =>
        turn === owner ? [[signature, { window: since, used: rows[index]?.used ?? 0n }]] : [],
      ),
    ),
  );
}

const periodsOf = ({ scope, ownerId, signatures, at }: Uncounted, turn: number) =>
  signatures.map((signature) => {
    const { interval } = partsOf(signature);
    const since = windowStart(interval, at);
    return { scope, ownerId, signature, since, until: windowEnd(interval, since), turn };
  });
