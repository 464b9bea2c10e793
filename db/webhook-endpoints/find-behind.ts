import { type Kysely, sql } from 'kysely';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/**
 * The endpoints of an account that have not looked at all of its events, those included that nobody can
 * see yet, because they were written while another database transaction went on.
 *
 * @param endpointId only this one.
 */
export async function findEndpointsBehind(
  db: Kysely<Database>,
  scope: Scope,
  endpointId?: WebhookEndpointId,
): Promise<readonly WebhookEndpointId[]> {
  const rows = await db
    .selectFrom('webhook_endpoint')
    .select('id')
    .where((eb) => eb.and({ ...owned(scope), status: 'enabled' }))
    .where((eb) => (endpointId === undefined ? eb.lit(true) : eb('id', '=', endpointId)))
    .where(
      sql<boolean>`exists (
        select from event
        where event.account_id = webhook_endpoint.account_id
          and event.livemode = webhook_endpoint.livemode
          and (event.position, event.id) >
            (webhook_endpoint.cursor_position, webhook_endpoint.cursor_id))`,
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
