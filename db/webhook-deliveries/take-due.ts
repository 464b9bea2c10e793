import { type Kysely, sql } from 'kysely';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type EventRow, owned } from '../database.ts';
import type { DeliveryAttemptJson } from '../json.ts';

/** A delivery that somebody has taken to attempt it. */
export interface QueuedDelivery {
  readonly id: WebhookDeliveryId;
  readonly event: EventRow;
  /** Before this one. */
  readonly attemptCount: number;
  /** The latest of them, oldest first. */
  readonly attempts: readonly DeliveryAttemptJson[];
}

interface Queue {
  readonly endpointId: WebhookEndpointId;
  readonly limit: number;
  /** By the account's time. */
  readonly now: Date;
  readonly leasedUntil: Date;
}

const isDue = (now: Date) => sql<boolean>`due_at <= ${now}`;
/** Claimed by somebody who died before the first attempt: he has the endpoint's workflow no more, so nobody need wait for his lease. */
const isUnattempted = sql<boolean>`(due_at is not null and attempt_count = 0)`;

/** Takes up to `limit` deliveries whose next attempt is due, the longest due first. */
export const takeDue = (db: Kysely<Database>, scope: Scope, queue: Queue) =>
  take(db, scope, { ...queue, which: isDue(queue.now) });

/** Takes up those that were claimed and never attempted, in their order. */
export const takeUnattempted = (db: Kysely<Database>, scope: Scope, queue: Queue) =>
  take(db, scope, { ...queue, which: isUnattempted });

/**
 * Taking moves the due time on, so that two never hold the same delivery while the lease lasts, and one
 * whose taker dies comes back after it; `skip locked` keeps them from waiting for each other.
 */
async function take(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId, limit, leasedUntil, which }: Queue & { readonly which: ReturnType<typeof isDue> },
): Promise<readonly QueuedDelivery[]> {
  const taken = await db
    .with('due', (cte) =>
      cte
        .selectFrom('webhook_delivery')
        .select('id')
        .where((eb) => eb.and({ ...owned(scope), endpoint_id: endpointId }))
        .where(which)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('webhook_delivery')
    .from('due')
    .where((eb) => eb.and({ ...owned(scope), endpoint_id: endpointId }))
    .whereRef('webhook_delivery.id', '=', 'due.id')
    .set({ due_at: leasedUntil })
    .returning(['webhook_delivery.id', 'event_id', 'attempt_count', 'attempts'])
    .execute();
  if (taken.length === 0) return [];
  const events = await eventsOf(
    db,
    scope,
    taken.map(({ event_id }) => event_id),
  );
  return taken
    .flatMap(({ id, event_id, attempt_count: attemptCount, attempts }) => {
      const event = events.get(event_id);
      // Purged after thirty days: nothing is left to send, and the delivery goes with the next purge.
      return event ? [{ id, event, attemptCount, attempts }] : [];
    })
    .toSorted(byOrderOfEvents);
}

async function eventsOf(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly EventRow['id'][],
): Promise<ReadonlyMap<string, EventRow>> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function byOrderOfEvents({ event: one }: QueuedDelivery, { event: other }: QueuedDelivery): number {
  if (one.position !== other.position) return one.position < other.position ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** When the next attempt of any delivery of the endpoint is due. */
export async function nextDue(
  db: Kysely<Database>,
  scope: Scope,
  endpointId: WebhookEndpointId,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('webhook_delivery')
    .select('due_at')
    .where((eb) => eb.and({ ...owned(scope), endpoint_id: endpointId }))
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? undefined;
}
