import { type Kysely, sql } from 'kysely';
import type { PastUsage } from '../../domain/spending/replacement.ts';
import type { LimitSignature } from '../../domain/spending/usage.ts';
import type { Database } from '../database.ts';
import type { LimitOwner } from './find.ts';
import { sumLatest } from './sum-latest.ts';

/** Years of an account's purchases take longer to add up than a purchase may wait. */
const STATEMENT_TIMEOUT = '10min';

/** A partial counter, and the window in which it began to count. */
export interface Begun {
  readonly signature: LimitSignature;
  readonly window: number;
}

/**
 * What an owner had spent before partial counters began to count, each in the latest window in which
 * anything was spent: the sum of history, less what the counter had when history was read. Nothing is
 * locked, and purchases go on. A counter that is gone or whole is left out.
 */
export function addUpPast(
  db: Kysely<Database>,
  owner: LimitOwner,
  begun: readonly Begun[],
): Promise<PastUsage> {
  const asked = begun.map(({ signature, window }) => ({ ...owner, signature, since: window }));
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`set local statement_timeout = ${sql.lit(STATEMENT_TIMEOUT)}`.execute(trx);
      const past = (await sumLatest(trx, asked)).flatMap(({ signature, since, spent, counter }) => {
        if (counter?.partial === undefined) return [];
        const counted = counter.window === since ? counter.used : 0n;
        const used = spent - counted;
        return [[signature, { before: counter.partial, window: since, used }] as const];
      });
      return Object.fromEntries(past);
    });
}
