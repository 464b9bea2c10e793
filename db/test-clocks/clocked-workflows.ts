import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type OutboxKind, owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

interface Workflow {
  readonly kind: OutboxKind;
  readonly objectId: string;
}

/**
 * Writes down, with what starts a workflow or tells it something, that the account's test clock has to ask
 * what it waits for now.
 */
export async function noteClocked(
  { trx, scope, realNow }: Pick<UnitOfWork, 'realNow' | 'scope' | 'trx'>,
  { kind, objectId }: Workflow,
): Promise<void> {
  await trx
    .insertInto('clocked_workflow')
    .values({
      ...owned(scope),
      kind,
      object_id: objectId,
      due_at: null,
      is_stale: true,
      created_at: realNow,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'object_id']).doUpdateSet({ is_stale: true }),
    )
    .execute();
}

/** The same before a command is sent to a workflow. It changes nothing where there is no clock. */
export async function noteTold(
  db: Kysely<Database>,
  scope: Scope,
  { kind, objectId }: Workflow,
): Promise<void> {
  if (scope.livemode) return;
  await db
    .updateTable('clocked_workflow')
    .set({ is_stale: true })
    .where((eb) => eb.and({ ...owned(scope), kind, object_id: objectId }))
    .execute();
}
