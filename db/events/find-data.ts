import type { Kysely } from 'kysely';
import type { EventId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/** What an event holds, sealed. It is there for as long as an answer refers to it: answers go first. */
export async function findEventData(
  db: Kysely<Database>,
  scope: Scope,
  id: EventId,
): Promise<Buffer> {
  const { data_sealed } = await db
    .selectFrom('event')
    .select('data_sealed')
    .where((eb) => eb.and({ ...owned(scope), id }))
    .executeTakeFirstOrThrow();
  return data_sealed;
}
