import * as z from 'zod';
import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { ENDPOINT_STATUSES } from '../../domain/webhook/endpoint.ts';
import { toWireTime } from './amount.ts';

/** Where an account is told what happens, as it crosses HTTP. */
export const webhookEndpoint = z.strictObject({
  id: z.string(),
  object: z.literal('webhook_endpoint'),
  api_version: z.string().nullable(),
  /** Applications come with connected accounts. */
  application: z.null(),
  created: z.int(),
  description: z.string().nullable(),
  enabled_events: z.array(z.string()),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  /** Only in the answers that make one. */
  secret: z.string().exactOptional(),
  status: z.enum(ENDPOINT_STATUSES),
  url: z.string(),
});
export type WebhookEndpoint = z.output<typeof webhookEndpoint>;

export const deletedWebhookEndpoint = z.strictObject({
  id: z.string(),
  object: z.literal('webhook_endpoint'),
  deleted: z.literal(true),
});

export const endpointToWire = (row: WebhookEndpointRow, secret?: string): WebhookEndpoint => ({
  id: row.id,
  object: 'webhook_endpoint',
  api_version: row.api_version,
  application: null,
  created: toWireTime(row.created_at),
  description: row.description,
  enabled_events: row.enabled_events,
  livemode: row.livemode,
  metadata: row.metadata,
  ...(secret !== undefined && { secret }),
  status: row.status,
  url: row.url,
});
