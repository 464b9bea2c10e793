import { type Kysely, sql, type Transaction } from 'kysely';
import type { PastUsage } from '../../domain/spending/replacement.ts';
import { type LimitSignature, partsOf } from '../../domain/spending/usage.ts';
import { windowStart } from '../../domain/spending/window.ts';
import type { Database } from '../database.ts';
import type { LimitOwner } from './find.ts';
import { askedPeriods, spendingOfAsked } from './history.ts';

/** A window can end while it is added up. More than a few times means that a clock is broken. */
const ATTEMPTS_MAX = 5;

/** Years of an account's purchases take longer to add up than a purchase may wait. */
const STATEMENT_TIMEOUT = '10min';

/** A partial counter, and the window in which it began to count. */
export interface Begun {
  readonly signature: LimitSignature;
  readonly window: number;
}

/**
 * What an owner had spent before partial counters began to count, each in the latest window in which
 * anything was spent. It is read without a lock, while purchases go on. A counter that is gone, or
 * whose window ends again and again, is left out.
 */
export function addUpPast(
  db: Kysely<Database>,
  owner: LimitOwner,
  begun: readonly Begun[],
): Promise<PastUsage> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`set local statement_timeout = ${sql.lit(STATEMENT_TIMEOUT)}`.execute(trx);
      const past: Record<string, PastUsage[string]> = {};
      let open = begun;
      for (let attempt = 0; attempt < ATTEMPTS_MAX && open.length > 0; attempt++) {
        const sums = await readSums(trx, owner, open);
        open = sums.flatMap(({ signature, since, window, latest, spent, counted }) => {
          const current = Math.max(window, windowStart(partsOf(signature).interval, latest));
          if (current > since) return [{ signature, window: current }];
          past[signature] = { window: since, used: spent - (window === since ? counted : 0n) };
          return [];
        });
      }
      return past;
    });
}

interface Sums {
  readonly signature: LimitSignature;
  readonly since: number;
  /** Unix seconds of the last that was spent; the beginning of the period when nothing was. */
  readonly latest: number;
  readonly spent: bigint;
  /** What the counter has, and in which window. */
  readonly window: number;
  readonly counted: bigint;
}

/** History and counters as of one instant, because one statement reads both. */
async function readSums(
  trx: Transaction<Database>,
  owner: LimitOwner,
  begun: readonly Begun[],
): Promise<readonly Sums[]> {
  const periods = begun.map(({ signature, window }) => ({
    ...owner,
    signature,
    since: window,
    until: Infinity,
  }));
  const { rows } = await sql<Sums>`
    select asked.signature, extract(epoch from asked.since)::float8 as since,
      (standing.counter ->> 'window')::float8 as window,
      (standing.counter ->> 'used')::bigint as counted,
      coalesce(sum(spending.amount), 0)::bigint as spent,
      floor(extract(epoch from coalesce(max(spending.created_at), asked.since)))::float8 as latest
    from ${askedPeriods(periods)}
    cross join lateral (
      select u.counters -> asked.signature as counter from spending_usage u
      where u.account_id = asked.account_id and u.livemode = asked.livemode
        and u.owner_id = asked.owner_id and u.counters ? asked.signature
    ) as standing
    left join lateral (${spendingOfAsked}) as spending on true
    group by asked.turn, asked.signature, asked.since, standing.counter
  `.execute(trx);
  return rows;
}
