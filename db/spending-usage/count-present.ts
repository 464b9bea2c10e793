import type { Kysely } from 'kysely';
import { partsOf, type SpendingCounters } from '../../domain/spending/usage.ts';
import { windowStart } from '../../domain/spending/window.ts';
import type { Database } from '../database.ts';
import type { Uncounted } from './count-history.ts';
import { sumLatest } from './sum-latest.ts';

/**
 * Counters made from history, in the order asked: of the window of `at`, which is now, or of a later one
 * that another process has begun to spend in. It costs what the window holds and is done under the lock
 * of the Issuing balance, so only when a counter is missing.
 */
export async function countPresent(
  db: Kysely<Database>,
  uncounted: readonly Uncounted[],
): Promise<readonly SpendingCounters[]> {
  const asked = uncounted.flatMap(({ scope, ownerId, signatures, at }, turn) =>
    signatures.map((signature) => {
      const since = windowStart(partsOf(signature).interval, at);
      return { scope, ownerId, signature, since, turn };
    }),
  );
  const counted = uncounted.map((): Record<string, SpendingCounters[string]> => ({}));
  for (const { turn, signature, since, spent } of await sumLatest(db, asked)) {
    const counters = counted[turn];
    if (counters) counters[signature] = { window: since, used: spent };
  }
  return counted;
}
