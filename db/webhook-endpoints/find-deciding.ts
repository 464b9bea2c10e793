import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned, type WebhookEndpointRow } from '../database.ts';

/** The enabled endpoint that decides purchases; an account has at most one in each mode. */
export const findDecidingEndpoint = (
  db: Kysely<Database>,
  scope: Scope,
): Promise<WebhookEndpointRow | undefined> =>
  db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), decides: true, status: 'enabled' }))
    .executeTakeFirst();
