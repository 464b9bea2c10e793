import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { purgeAnswers } from '../db/idempotency/purge.ts';
import type { Clock } from '../infra/clock.ts';

interface PurgeDeps {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly onPurged: (count: number) => void;
}

/** Keys may be used again after a day, as with Stripe. */
const KEPT_MS = 24 * 3_600_000;
const BATCH_MAX = 1_000;

/** Forgets one batch of answers that are older than a day, and says whether there may be more. */
export async function purgeOldAnswers({ db, clock, onPurged }: PurgeDeps): Promise<boolean> {
  const before = new Date(clock.nowMs() - KEPT_MS);
  const count = await purgeAnswers(db, { before, limit: BATCH_MAX });
  onPurged(count);
  return count === BATCH_MAX;
}
