import type { AuthorizationId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { keepAnswer } from './answers.ts';

interface Replacement {
  readonly key: string;
  /** Only an answer that is an event of this object is replaced: the key may have been used again. */
  readonly objectId: AuthorizationId;
  /** Absent: there is none, and a repetition is a request of its own. */
  readonly body: string | undefined;
}

/**
 * Puts what a caller was really told in place of what was kept for him. The only way to correct an
 * answer: it was committed after the caller had been told something else.
 */
export async function replaceAnswer(
  work: UnitOfWork,
  { key, objectId, body }: Replacement,
): Promise<void> {
  const { trx, scope } = work;
  const kept = await trx
    .deleteFrom('idempotent_answer')
    .where((eb) => eb.and({ ...owned(scope), key }))
    .where('event_id', 'in', (eb) =>
      eb
        .selectFrom('event')
        .select('event.id')
        .whereRef('event.account_id', '=', 'idempotent_answer.account_id')
        .whereRef('event.id', '=', 'idempotent_answer.event_id')
        .where('event.object_id', '=', objectId),
    )
    .returning(['request_hash', 'request_id'])
    .executeTakeFirst();
  if (!kept || body === undefined) return;
  const { request_hash: requestHash, request_id: requestId } = kept;
  await keepAnswer(work, { key, requestHash, requestId, status: 200, body });
}
