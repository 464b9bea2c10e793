import { sql, type UpdateObject } from 'kysely';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import { type Database, owned } from '../database.ts';
import type { WebhookEndpointRow } from '../tables/webhook-endpoint.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { refusalOf } from './refusal.ts';

export type EndpointChange = UpdateObject<Database, 'webhook_endpoint'>;

/**
 * Writes what changed of an endpoint that is locked, and answers with it as Postgres holds it.
 * @throws `resource_already_exists` for its URL or its right to decide.
 */
export async function updateEndpoint(
  { trx, scope }: UnitOfWork,
  id: WebhookEndpointId,
  change: EndpointChange,
): Promise<WebhookEndpointRow> {
  try {
    return await trx
      .updateTable('webhook_endpoint')
      .set(change)
      .where((eb) => eb.and({ ...owned(scope), id }))
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    throw refusalOf(error);
  }
}

/** As for a new endpoint: it is told of what happens from now on, and not of what it missed. */
export const beginAnew = {
  cursor_position: sql<bigint>`event_position()`,
  cursor_id: '',
  failing_since: null,
};
