import { sql } from 'kysely';
import { owned } from '../database.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { retimeUnsent } from '../outbox/retime.ts';
import type { TestClockRow } from '../tables/test-clock.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Takes the account off a locked clock: whoever opens a unit of work after the commit works in real time. Its
 * workflows are told of it by the clock's own.
 */
export async function endTestClock(work: UnitOfWork, { id }: TestClockRow): Promise<void> {
  const { trx, scope, realNow } = work;
  await trx
    .updateTable('test_clock')
    .set({
      deleted_at: realNow,
      // Up to where ids were made by it: see `insert.ts`.
      id_base_ms: sql<bigint>`id_base_ms + nextval('test_clock_turn') - turn_base`,
    })
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
  await retimeUnsent(work, null);
  await enqueue(work, { kind: 'test_clock', objectId: id, payload: {} });
}
