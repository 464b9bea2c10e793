import { type Kysely, sql } from 'kysely';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

interface Standing {
  readonly endpointId: WebhookEndpointId;
  /** Whether none of the latest attempts got through. */
  readonly isFailing: boolean;
  readonly now: Date;
}

/** Notes that an endpoint takes nothing, or something again. Answers since when it takes nothing. */
export async function recordStanding(
  db: Kysely<Database>,
  scope: Scope,
  { endpointId, isFailing, now }: Standing,
): Promise<Date | null> {
  const endpoint = db
    .updateTable('webhook_endpoint')
    .where((eb) => eb.and({ ...owned(scope), id: endpointId }));
  if (!isFailing) {
    // An endpoint that does well is not written to.
    const standing = endpoint.set({ failing_since: null });
    await standing.where('failing_since', 'is not', null).execute();
    return null;
  }
  const row = await endpoint
    .set({ failing_since: sql<Date>`coalesce(failing_since, ${now})` })
    .returning('failing_since')
    .executeTakeFirst();
  return row?.failing_since ?? null;
}
