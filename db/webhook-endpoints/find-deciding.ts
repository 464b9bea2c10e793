import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { WebhookEndpointRow } from '../tables/webhook-endpoint.ts';

/** An endpoint that decides, and the time of its account's test clock: null in real time. */
export type DecidingEndpoint = WebhookEndpointRow & { readonly clock_now: Date | null };

/** The enabled endpoint that decides purchases; an account has at most one in each mode. */
export const findDecidingEndpoint = (
  db: Kysely<Database>,
  scope: Scope,
): Promise<DecidingEndpoint | undefined> =>
  db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('test_clock')
        .select('frozen_time')
        .where('account_id', '=', scope.accountId)
        .where('deleted_at', 'is', null)
        .where(eb.lit(!scope.livemode))
        .as('clock_now'),
    )
    .where((eb) => eb.and({ ...owned(scope), decides: true, status: 'enabled' }))
    .executeTakeFirst();
