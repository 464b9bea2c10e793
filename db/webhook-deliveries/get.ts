import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId, type WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { WebhookDeliveryRow } from '../tables/webhook-endpoint.ts';

interface Named {
  readonly endpointId: WebhookEndpointId;
  readonly id: string;
}

/** @throws `resource_missing` */
export async function getDelivery(
  db: Kysely<Database>,
  scope: Scope,
  named: Named,
): Promise<WebhookDeliveryRow> {
  return found(await find(db, scope, named), named);
}

/** The same, locked until the end of the database transaction. */
export async function lockDelivery(
  trx: Transaction<Database>,
  scope: Scope,
  named: Named,
): Promise<WebhookDeliveryRow> {
  return found(await find(trx, scope, { ...named, locked: true }), named);
}

async function find(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId, id: text, locked = false }: Named & { readonly locked?: boolean },
): Promise<WebhookDeliveryRow | undefined> {
  const id = parseId('webhookDelivery', text);
  if (id === undefined) return undefined;
  const query = db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), endpoint_id: endpointId, id }));
  return (locked ? query.forNoKeyUpdate() : query).executeTakeFirst();
}

function found(row: WebhookDeliveryRow | undefined, { id }: Named): WebhookDeliveryRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'webhook delivery', id }, { param: 'delivery' });
}
