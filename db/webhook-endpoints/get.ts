import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { WebhookEndpointRow } from '../tables/webhook-endpoint.ts';

/** @throws `resource_missing`: another account's, a deleted one and one that never was are the same answer. */
export async function getEndpoint(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<WebhookEndpointRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockEndpoint(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<WebhookEndpointRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('webhookEndpoint', text);
  return (
    id &&
    db
      .selectFrom('webhook_endpoint')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
      .where('deleted_at', 'is', null)
  );
}

function found(row: WebhookEndpointRow | undefined, id: string): WebhookEndpointRow {
  if (row) return row;
  throw failure(
    'resource_missing',
    { object: 'webhook endpoint', id },
    { param: 'webhook_endpoint' },
  );
}
