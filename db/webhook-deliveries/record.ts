import { type Kysely, sql } from 'kysely';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { ATTEMPTS_SHOWN_MAX } from '../../domain/webhook/delivery.ts';
import type { Database } from '../database.ts';
import { type DeliveryAttemptJson, toJson } from '../json.ts';
import type { QueuedDelivery } from './due.ts';

/** What came of one attempt. */
export interface Attempted {
  readonly delivery: QueuedDelivery;
  readonly attempt: DeliveryAttemptJson;
  /** When the next one is due; absent after a success, and after the last one. */
  readonly dueAt?: Date | undefined;
  readonly isDelivered: boolean;
}

/**
 * Writes what came of attempts, of many in one statement. Each counts on from the attempt that its sender
 * knew of: of two who sent the same delivery at once, only the first writes.
 */
export async function recordAttempts(
  db: Kysely<Database>,
  { accountId, livemode }: Scope,
  {
    endpointId,
    attempted,
    now,
  }: {
    readonly endpointId: WebhookEndpointId;
    readonly attempted: readonly Attempted[];
    readonly now: Date;
  },
): Promise<void> {
  if (attempted.length === 0) return;
  const column = <T>(pick: (row: Attempted) => T): T[] => attempted.map(pick);
  await sql`
    update webhook_delivery
    set attempt_count = made.attempt_count, attempts = made.attempts, due_at = made.due_at,
      delivered_at = coalesce(webhook_delivery.delivered_at, made.delivered_at)
    from unnest(
      ${column(({ delivery }) => delivery.id)}::text[],
      ${column(({ delivery }) => delivery.attemptCount + 1)}::integer[],
      ${column(({ delivery, attempt }) => toJson([...delivery.attempts, attempt].slice(-ATTEMPTS_SHOWN_MAX)))}::jsonb[],
      ${column(({ dueAt }) => dueAt ?? null)}::timestamptz[],
      ${column(({ isDelivered }) => (isDelivered ? now : null))}::timestamptz[]
    ) as made (id, attempt_count, attempts, due_at, delivered_at)
    where webhook_delivery.account_id = ${accountId} and webhook_delivery.livemode = ${livemode}
      and webhook_delivery.endpoint_id = ${endpointId} and webhook_delivery.id = made.id
      and webhook_delivery.attempt_count = made.attempt_count - 1
  `.execute(db);
}
