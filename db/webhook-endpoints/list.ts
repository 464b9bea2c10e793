import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { WebhookEndpointRow } from '../tables/webhook-endpoint.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';

export function listEndpoints(
  db: Kysely<Database>,
  scope: Scope,
  cursors: Cursors,
): Promise<Page<WebhookEndpointRow>> {
  const query = db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where('deleted_at', 'is', null);
  const list = { db, scope, table: 'webhook_endpoint', object: 'webhook endpoint' } as const;
  return pageOf({ ...list, query }, cursors);
}
