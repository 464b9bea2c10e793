import { type Kysely, sql } from 'kysely';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { DeliveryStatus } from '../../domain/webhook/delivery.ts';
import { type Database, owned } from '../database.ts';
import type { WebhookDeliveryRow } from '../tables/webhook-endpoint.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';

interface DeliveryFilter {
  readonly endpointId: WebhookEndpointId;
  readonly event?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
}

/** The same as `deliveryStatus` of `domain/webhook` says of a row. */
const STANDING = {
  succeeded: sql<boolean>`delivered_at is not null`,
  pending: sql<boolean>`delivered_at is null and due_at is not null`,
  failed: sql<boolean>`delivered_at is null and due_at is null`,
} satisfies Record<DeliveryStatus, unknown>;

/** Deliveries of an endpoint that meet every condition given, the newest first. */
export function listDeliveries(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId: endpoint_id, event: event_id, status, ...cursors }: DeliveryFilter & Cursors,
): Promise<Page<WebhookDeliveryRow>> {
  let query = db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), endpoint_id }))
    .where(matching({ event_id }));
  if (status !== undefined) query = query.where(STANDING[status]);
  const list = { db, scope, table: 'webhook_delivery', object: 'webhook delivery' } as const;
  return pageOf({ ...list, query }, cursors);
}
