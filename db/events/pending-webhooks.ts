import { type Kysely, sql } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { Database, EventRow } from '../database.ts';

/** An event that an endpoint's cursor has not reached: its delivery is not made yet, and will be if the endpoint wants it. */
const liesAhead = sql`(
  (event.position, event.id) > (endpoint.cursor_position, endpoint.cursor_id)
  and endpoint.status = 'enabled'
  and ('*' = any (endpoint.enabled_events) or event.type = any (endpoint.enabled_events))
)`;

const ofEvent = sql`
  delivery.account_id = event.account_id and delivery.event_id = event.id
  and delivery.endpoint_id = endpoint.id and delivery.delivered_at is null
`;

/** The condition on `event` that one of the endpoints there are still waits for it, or was given up on. */
export const isUndelivered = sql<boolean>`exists (
  select from webhook_endpoint endpoint
  where endpoint.account_id = event.account_id and endpoint.livemode = event.livemode
    and endpoint.deleted_at is null
    and (${liesAhead} or exists (select from webhook_delivery delivery where ${ofEvent}))
)`;

/** How many endpoints still have to get each of the events; those that none waits for are left out. */
export async function countPendingWebhooks(
  db: Kysely<Database>,
  { accountId, livemode }: Scope,
  events: readonly Pick<EventRow, 'id'>[],
): Promise<ReadonlyMap<string, number>> {
  if (events.length === 0) return new Map();
  const ids = events.map(({ id }) => id);
  const { rows } = await sql<{ readonly id: string; readonly count: number }>`
    select event.id, count(*)::integer as count
    from event
    join webhook_endpoint endpoint
      on endpoint.account_id = event.account_id and endpoint.livemode = event.livemode
      and endpoint.status = 'enabled'
    where event.account_id = ${accountId} and event.livemode = ${livemode}
      and event.id = any (${ids}::text[])
      and (${liesAhead} or exists (
        select from webhook_delivery delivery where ${ofEvent} and delivery.due_at is not null
      ))
    group by event.id
  `.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
