import type { ColumnType, Generated, GeneratedAlways, Insertable, Selectable } from 'kysely';
import type { EventId, WebhookDeliveryId, WebhookEndpointId } from '../../domain/ids.ts';
import type { EndpointStatus } from '../../domain/webhook/endpoint.ts';
import type { Fixed, Metadata, Owned } from '../columns.ts';
import type { DeliveryAttemptJson } from '../json.ts';

export interface WebhookEndpointTable extends Owned {
  id: Fixed<WebhookEndpointId>;
  url: string;
  status: EndpointStatus;
  enabled_events: string[];
  description: string | null;
  api_version: Fixed<string | null>;
  connect: Fixed<boolean>;
  metadata: Metadata;
  secret_sealed: Buffer;
  previous_secret_sealed: Buffer | null;
  previous_secret_expires_at: Date | null;
  decides: GeneratedAlways<boolean>;
  cursor_position: Generated<bigint>;
  cursor_id: Generated<string>;
  failing_since: Date | null;
  quiet_until: Generated<Date>;
  deleted_at: Date | null;
}
export type WebhookEndpointRow = Selectable<WebhookEndpointTable>;
export type NewWebhookEndpoint = Insertable<WebhookEndpointTable>;

export interface WebhookDeliveryTable extends Owned {
  endpoint_id: Fixed<WebhookEndpointId>;
  id: Fixed<WebhookDeliveryId>;
  event_id: Fixed<EventId>;
  attempt_count: Generated<number>;
  attempts: ColumnType<readonly DeliveryAttemptJson[], string | undefined, string>;
  due_at: Date | null;
  delivered_at: Date | null;
}
export type WebhookDeliveryRow = Selectable<WebhookDeliveryTable>;
