import type { EventId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Gives a request, whose key was claimed before there was an answer, the object of an event as its
 * answer: whoever repeats the request gets it. An answer that is there already is never replaced.
 */
export async function completeAnswer(
  { trx, scope }: UnitOfWork,
  key: string,
  eventId: EventId,
): Promise<void> {
  await trx
    .updateTable('idempotent_answer')
    .set({ event_id: eventId })
    .where((eb) => eb.and({ ...owned(scope), key }))
    .where('event_id', 'is', null)
    .where('body_sealed', 'is', null)
    .execute();
}
