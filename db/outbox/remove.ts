import type { Kysely } from 'kysely';
import { type Database, owned } from '../database.ts';
import type { OutboxEntry } from '../unit-of-work.ts';

/** Forgets what Temporal has taken over. Harmless when the sweeper was faster. */
export async function remove(db: Kysely<Database>, { id, scope }: OutboxEntry): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
}
