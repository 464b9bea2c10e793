import { type Kysely, sql } from 'kysely';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type EventRow, owned } from '../database.ts';
import type { DeliveryAttemptJson } from '../json.ts';

/** A delivery whose next attempt is due. */
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
  /** Those that the reader has already. */
  readonly except: readonly WebhookDeliveryId[];
}

/** Up to `limit` deliveries whose next attempt is due, the longest due first. */
export const dueDeliveries = (db: Kysely<Database>, scope: Scope, queue: Queue) =>
  queued(db, scope, { ...queue, which: sql<boolean>`due_at <= ${queue.now}` });

/** Those that were made and never attempted, in their order: somebody died before he could. */
export const unattemptedDeliveries = (db: Kysely<Database>, scope: Scope, queue: Queue) =>
  queued(db, scope, { ...queue, which: sql<boolean>`due_at is not null and attempt_count = 0` });

/**
 * Reading takes nothing: one workflow delivers to an endpoint, and whoever takes over from one who died
 * finds what was under way still due. Two overlap only while the first has not noticed that Temporal
 * gave it up; what both send then the receiver knows by its id.
 */
async function queued(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId, limit, except, which }: Queue & { readonly which: ReturnType<typeof sql<boolean>> },
): Promise<readonly QueuedDelivery[]> {
  const rows = await db
    .selectFrom('webhook_delivery')
    .select(['id', 'event_id', 'attempt_count', 'attempts'])
    .where((eb) => eb.and({ ...owned(scope), endpoint_id: endpointId }))
    .where(which)
    .where(sql<boolean>`id <> all (${except}::text[])`)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ event_id }) => event_id);
  const events = await eventsOf(db, scope, ids);
  const lost = rows.filter(({ event_id }) => !events.has(event_id)).map(({ id }) => id);
  await giveUp(db, scope, { endpointId, ids: lost });
  return rows
    .flatMap(({ id, event_id, attempt_count: attemptCount, attempts }) => {
      const event = events.get(event_id);
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

/** Their events were purged after thirty days: nothing is left to send. */
async function giveUp(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId, ids }: Pick<Queue, 'endpointId'> & { readonly ids: readonly WebhookDeliveryId[] },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('webhook_delivery')
    .set({ due_at: null })
    .where((eb) => eb.and({ ...owned(scope), endpoint_id: endpointId }))
    .where('id', 'in', ids)
    .execute();
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
