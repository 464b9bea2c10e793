import { type Kysely, sql } from 'kysely';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/** The sweeper need not wake the endpoint's workflow for so many seconds: it is at work. 0: it rests. */
export async function keepQuiet(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId, seconds }: { readonly endpointId: WebhookEndpointId; readonly seconds: number },
): Promise<void> {
  await db
    .updateTable('webhook_endpoint')
    .set({ quiet_until: sql`now() + ${seconds} * interval '1 second'` })
    .where((eb) => eb.and({ ...owned(scope), id: endpointId }))
    .execute();
}
