import { noteClocked } from '../test-clocks/clocked-workflows.ts';
import { newId, type OutboxEntry, type UnitOfWork } from '../unit-of-work.ts';

/**
 * Makes sure that a workflow will be started or told, if and only if this database transaction
 * commits. Who commits sends it at once; what he could not send, the sweeper sends later. So it may
 * be sent more than once, and the workflow must not mind.
 */
export async function enqueue(
  work: UnitOfWork,
  { kind, objectId, payload }: Pick<OutboxEntry, 'kind' | 'objectId' | 'payload'>,
): Promise<void> {
  const entry: OutboxEntry = {
    id: newId(work, 'outboxEntry'),
    scope: work.scope,
    kind,
    objectId,
    payload,
    ...(work.frozenAt !== undefined && { frozenAt: work.frozenAt }),
  };
  await work.trx
    .insertInto('outbox')
    .values({
      account_id: work.scope.accountId,
      livemode: work.scope.livemode,
      id: entry.id,
      kind,
      object_id: objectId,
      payload: JSON.stringify(payload),
      frozen_at: work.frozenAt === undefined ? null : work.now,
      created_at: work.realNow,
    })
    .execute();
  // What moves a clock is not moved by it.
  const isClocked = work.frozenAt !== undefined && kind !== 'test_clock';
  if (isClocked) await noteClocked(work, { kind, objectId });
  work.enqueued.push(entry);
}
