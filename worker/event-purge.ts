import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { purgeEvents } from '../db/events/purge.ts';
import { purgeDeliveries, purgeEndpoints } from '../db/webhook-deliveries/purge.ts';
import { idDigitsAt } from '../domain/id-time.ts';
import type { Clock } from '../infra/clock.ts';

interface PurgeDeps {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly onPurged: (what: 'delivery' | 'endpoint' | 'event', count: number) => void;
}

/** Events can be read for thirty days, and so can what became of them. */
const KEPT_MS = 30 * 86_400_000;
const BATCH_MAX = 1_000;

/**
 * Forgets one batch of what is older than thirty days: deliveries, then the events that they were of,
 * then endpoints that were deleted and have none left. Says whether there may be more.
 */
export async function purgeOldEvents({ db, clock, onPurged }: PurgeDeps): Promise<boolean> {
  const beforeMs = clock.nowMs() - KEPT_MS;
  const batch = { idsBefore: idDigitsAt(beforeMs), limit: BATCH_MAX };
  const deliveries = await purgeDeliveries(db, batch);
  const events = await purgeEvents(db, batch);
  const endpoints = await purgeEndpoints(db, { before: new Date(beforeMs) });
  onPurged('delivery', deliveries);
  onPurged('event', events);
  onPurged('endpoint', endpoints);
  return deliveries === BATCH_MAX || events === BATCH_MAX;
}
