import { sql, type Transaction } from 'kysely';
import type { TestClockStatus } from '../../domain/test-clock/test-clock.ts';
import { type Database, owned } from '../database.ts';
import type { TestClockRow } from '../tables/test-clock.ts';

type Change =
  | { readonly status: Exclude<TestClockStatus, 'ready'>; readonly target_time: Date }
  | { readonly status: 'ready'; readonly target_time: null };

/** Changes how a clock stands, and never its time. */
export const changeTestClock = (
  trx: Transaction<Database>,
  clock: TestClockRow,
  change: Change,
): Promise<TestClockRow> =>
  updated(trx, clock).set(change).returningAll().executeTakeFirstOrThrow();

/**
 * Sets a clock that the database transaction has locked to a later time. Ids go on being made from where they were, or from the new time
 * when that is later: so they sort by time and never go back.
 */
export function setClockTime(
  trx: Transaction<Database>,
  clock: TestClockRow,
  time: Date,
): Promise<TestClockRow> {
  return updated(trx, clock)
    .set({
      frozen_time: time,
      // What was made in the last millisecond has turns of its own: the next one is nobody's.
      id_base_ms: sql<bigint>`greatest(${time.getTime()}::bigint,
        id_base_ms + nextval('test_clock_turn') - turn_base + 1)`,
      turn_base: sql<bigint>`nextval('test_clock_turn')`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

const updated = (trx: Transaction<Database>, { account_id, livemode, id }: TestClockRow) =>
  trx
    .updateTable('test_clock')
    .where((eb) => eb.and({ ...owned({ accountId: account_id, livemode }), id }))
    .where('deleted_at', 'is', null);
