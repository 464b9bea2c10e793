import * as z from 'zod';
import type { EventRow } from '../../db/database.ts';
import type { EventData } from '../../db/events/record.ts';
import { toWireTime } from './amount.ts';

/** What happened, as it crosses HTTP. Its object is as it was then, in the version of then. */
export const event = z.strictObject({
  id: z.string(),
  object: z.literal('event'),
  api_version: z.string(),
  created: z.int(),
  data: z.strictObject({
    object: z.looseObject({ id: z.string(), object: z.string() }),
    previous_attributes: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  livemode: z.boolean(),
  pending_webhooks: z.int(),
  request: z.strictObject({
    id: z.string().nullable(),
    idempotency_key: z.string().nullable(),
  }),
  type: z.string(),
});
export type Event = z.output<typeof event>;

/** @param pendingWebhooks how many endpoints still have to get it. */
export function eventToWire(row: EventRow, data: EventData, pendingWebhooks: number): Event {
  const { object, previous_attributes: previous } = data;
  return {
    id: row.id,
    object: 'event',
    api_version: row.api_version,
    created: toWireTime(row.created_at),
    data: { object, ...(previous && { previous_attributes: previous }) },
    livemode: row.livemode,
    pending_webhooks: pendingWebhooks,
    request: { id: row.request_id, idempotency_key: row.idempotency_key },
    type: row.type,
  };
}
