import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { OutboxEntry } from '../unit-of-work.ts';
import { entryOf } from './entry.ts';

/**
 * Up to `limit` rows of one account that nobody is known to have sent, in the order in which they were
 * written. Nothing is taken: whoever sends one sends perhaps what somebody else sends at the same moment.
 */
export async function unsentOf(
  db: Kysely<Database>,
  scope: Scope,
  { limit }: { readonly limit: number },
): Promise<readonly OutboxEntry[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where('kind', '<>', 'test_clock')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

/** Whether a workflow is still to be started or told. `false`: whatever was asked of it has been sent. */
export async function hasUnsent(
  db: Kysely<Database>,
  scope: Scope,
  { kind, objectId }: Pick<OutboxEntry, 'kind' | 'objectId'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where((eb) => eb.and({ ...owned(scope), kind, object_id: objectId }))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
