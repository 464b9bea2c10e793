import { type Kysely, sql } from 'kysely';
import type { AccountId, WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';

export interface SleepingEndpoint {
  readonly scope: Scope;
  readonly id: WebhookEndpointId;
}

/** Who was woken is given so long to begin: then he is woken again. */
const WOKEN_SECONDS = 5;
/** A retry that is so late has lost its timer. */
const LATE_SECONDS = 60;

/**
 * Takes up to `limit` endpoints for which there is something to do while nobody does it: events behind
 * their cursor, or a retry that is long overdue. Asked of what is, not of what changed, so that a wake
 * that is lost is only late. Costs each endpoint at rest two looks into an index.
 */
export async function takeSleeping(
  db: Kysely<Database>,
  { limit }: { readonly limit: number },
): Promise<readonly SleepingEndpoint[]> {
  const { rows } = await sql<{ account_id: AccountId; livemode: boolean; id: WebhookEndpointId }>`
    with sleeping as (
      select account_id, id from webhook_endpoint endpoint
      where status = 'enabled' and quiet_until <= now() and (
        exists (
          select from event
          where event.account_id = endpoint.account_id and event.livemode = endpoint.livemode
            and (event.position, event.id) > (endpoint.cursor_position, endpoint.cursor_id)
            and event.position < event_horizon()
        ) or exists (
          select from webhook_delivery delivery
          where delivery.account_id = endpoint.account_id and delivery.endpoint_id = endpoint.id
            and delivery.due_at < now() - ${LATE_SECONDS} * interval '1 second'
            -- Whose account is on a test clock is moved by that, and loses no timer.
            and not exists (
              select from test_clock clock
              where clock.account_id = endpoint.account_id and clock.deleted_at is null
                and not endpoint.livemode)
        ))
      limit ${limit}
      -- Two sweepers do not wake the same one, and neither waits for a request that changes it.
      for no key update skip locked
    )
    update webhook_endpoint set quiet_until = now() + ${WOKEN_SECONDS} * interval '1 second'
    from sleeping
    where webhook_endpoint.account_id = sleeping.account_id and webhook_endpoint.id = sleeping.id
    returning webhook_endpoint.account_id, webhook_endpoint.livemode, webhook_endpoint.id
  `.execute(db);
  return rows.map(({ account_id: accountId, livemode, id }) => ({
    scope: { accountId, livemode },
    id,
  }));
}
