import { type NewEvent, owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Writes the event of what a request came to, and makes its object the answer to whoever repeats the
 * request under the same key, which was claimed before there was an answer. One that is there already is
 * never replaced. Without a key the event is all.
 */
export async function completeAnswer(
  { trx, scope }: UnitOfWork,
  key: string | null,
  event: NewEvent,
): Promise<void> {
  if (key === null) {
    await trx.insertInto('event').values(event).execute();
    return;
  }
  await trx
    .with('told', (db) => db.insertInto('event').values(event))
    .updateTable('idempotent_answer')
    .set({ event_id: event.id })
    .where((eb) => eb.and({ ...owned(scope), key }))
    .where('event_id', 'is', null)
    .where('body_sealed', 'is', null)
    .execute();
}
