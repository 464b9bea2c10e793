import { owned } from '../database.ts';
import { bindEach } from '../test-clocks/bound-workflows.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Lets what was asked for and is not known to be sent begin at the time of the account's new clock; null: it
 * has none any more. Who is about to send a row may still do it as the row was: hence the workflow is
 * bound as well, and will be told.
 */
export async function retimeUnsent(
  { trx, scope, realNow }: UnitOfWork,
  frozenTime: Date | null,
): Promise<void> {
  const unsent = await trx
    .updateTable('outbox')
    .set({ frozen_at: frozenTime })
    .where((eb) => eb.and(owned(scope)))
    .where('kind', '<>', 'test_clock')
    .returning(['kind', 'object_id as objectId'])
    .execute();
  await bindEach({ db: trx, scope, realNow }, unsent);
}
