import { type Kysely, sql } from 'kysely';
import { idDigitsAt } from '../../domain/id-time.ts';
import {
  type LimitSignature,
  partsOf,
  type SpendingCounters,
} from '../../domain/spending/usage.ts';
import { windowEnd, windowStart } from '../../domain/spending/window.ts';
import type { Database } from '../database.ts';
import type { LimitOwner } from './find.ts';
import { spendingOfAsked } from './history.ts';

export interface Uncounted extends LimitOwner {
  readonly signatures: readonly LimitSignature[];
  /** Unix seconds: the windows are those of this instant. */
  readonly at: number;
}

/**
 * Adds up the past: what each owner has spent in the window of `at`, for each signature, in the order
 * asked. It costs what the window holds, so a purchase does this only when a counter is missing.
 */
export async function countHistory(
  db: Kysely<Database>,
  uncounted: readonly Uncounted[],
): Promise<readonly SpendingCounters[]> {
  const asked = uncounted.flatMap(windowsOf);
  if (asked.length === 0) return uncounted.map(() => ({}));
  const { rows } = await sql<{ readonly used: bigint }>`
    select coalesce(sum(spending.amount), 0)::bigint as used
    from unnest(
      ${asked.map(({ scope }): string => scope.accountId)}::text[],
      ${asked.map(({ scope }) => scope.livemode)}::boolean[],
      ${asked.map(({ ownerId }): string => ownerId)}::text[],
      ${asked.map(({ categories }) => categories?.join(',') ?? null)}::text[],
      ${asked.map(({ window }) => secondsText(window))}::timestamptz[],
      ${asked.map(({ end }) => secondsText(end))}::timestamptz[],
      ${asked.map(({ window }) => firstDigitsSince(window))}::text[]
    ) with ordinality
      as listed (account_id, livemode, owner_id, category_list, since, until, first_digits, turn)
    cross join lateral (
      select listed.*, string_to_array(listed.category_list, ',') as categories
    ) as asked
    left join lateral (${spendingOfAsked}) as spending on true
    group by asked.turn
    order by asked.turn
  `.execute(db);
  return uncounted.map((_, owner) =>
    Object.fromEntries(
      asked.flatMap(({ turn, signature, window }, index) =>
        turn === owner ? [[signature, { window, used: rows[index]?.used ?? 0n }]] : [],
      ),
    ),
  );
}

const windowsOf = ({ scope, ownerId, signatures, at }: Uncounted, turn: number) =>
  signatures.map((signature) => {
    const { interval, categories } = partsOf(signature);
    const window = windowStart(interval, at);
    const end = windowEnd(interval, window);
    return { scope, ownerId, categories, window, end, turn, signature };
  });

const secondsText = (seconds: number): string =>
  Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : 'infinity';

/** What is dated in a window was made at most a day before it: clocks do not differ by more. */
const DAY = 86_400;
const firstDigitsSince = (window: number): string => idDigitsAt((window - DAY) * 1000);
