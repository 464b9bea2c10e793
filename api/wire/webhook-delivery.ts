import * as z from 'zod';
import type { WebhookDeliveryRow } from '../../db/tables/webhook-endpoint.ts';
import { DELIVERY_STATUSES, deliveryStatus } from '../../domain/webhook/delivery.ts';
import { toWireTime } from './amount.ts';

/** One event for one endpoint, and how its attempts went. Ours: Stripe shows it in the dashboard only. */
export const webhookDelivery = z.strictObject({
  id: z.string(),
  object: z.literal('webhook_delivery'),
  attempt_count: z.int(),
  /** The latest, oldest first. */
  attempts: z.array(
    z.strictObject({
      created: z.int(),
      duration_ms: z.int(),
      /** Why it failed. Null: it succeeded. */
      error: z.string().nullable(),
      /** Null: there was no answer. */
      http_status: z.int().nullable(),
    }),
  ),
  created: z.int(),
  delivered_at: z.int().nullable(),
  event: z.string(),
  livemode: z.boolean(),
  next_attempt_at: z.int().nullable(),
  status: z.enum(DELIVERY_STATUSES),
  webhook_endpoint: z.string(),
});
export type WebhookDelivery = z.output<typeof webhookDelivery>;

export const deliveryToWire = (row: WebhookDeliveryRow): WebhookDelivery => ({
  id: row.id,
  object: 'webhook_delivery',
  attempt_count: row.attempt_count,
  attempts: row.attempts.map(({ at, durationMs, error, httpStatus }) => ({
    created: at,
    duration_ms: durationMs,
    error,
    http_status: httpStatus,
  })),
  created: toWireTime(row.created_at),
  delivered_at: row.delivered_at && toWireTime(row.delivered_at),
  event: row.event_id,
  livemode: row.livemode,
  next_attempt_at: row.due_at && toWireTime(row.due_at),
  status: deliveryStatus({ isDelivered: row.delivered_at !== null, isDue: row.due_at !== null }),
  webhook_endpoint: row.endpoint_id,
});
