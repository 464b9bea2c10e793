import { sql } from 'kysely';
import { failure } from '../../domain/errors.ts';
import type { TestClockId } from '../../domain/ids.ts';
import { constraintOf } from '../constraint.ts';
import { owned } from '../database.ts';
import type { TestClockRow } from '../tables/test-clock.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

interface NewTestClock {
  readonly id: TestClockId;
  readonly name: string | null;
  readonly frozenTime: Date;
}

/**
 * Binds the account to a new clock: whoever opens a unit of work after the commit works by its time. The
 * account's Issuing balance is locked, so that what is decided by real time is committed before.
 *
 * @throws `resource_already_exists` when it has one; `lock_timeout` while workflows still leave the former one.
 */
export async function insertTestClock(
  work: UnitOfWork,
  { id, name, frozenTime }: NewTestClock,
): Promise<TestClockRow> {
  const { trx, scope, realNow } = work;
  await requireNone(work);
  try {
    return await trx
      .insertInto('test_clock')
      .values({
        ...owned(scope),
        id,
        name,
        status: 'ready',
        frozen_time: frozenTime,
        target_time: null,
        id_base_ms: await firstIdMs(work, frozenTime),
        turn_base: sql<bigint>`nextval('test_clock_turn')`,
        created_at: realNow,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    if (constraintOf(error) === 'test_clock_is_one_per_account') throw hasOne();
    throw error;
  }
}

async function requireNone({ trx, scope }: UnitOfWork): Promise<void> {
  const clock = await trx
    .selectFrom('test_clock')
    .select('id')
    .where((eb) => eb.and(owned(scope)))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (clock) throw hasOne(clock.id);
  const bound = await trx
    .selectFrom('clocked_workflow')
    .select('object_id')
    .where((eb) => eb.and(owned(scope)))
    .limit(1)
    .execute();
  if (bound.length > 0) throw failure('lock_timeout', { object: 'account' });
}

function hasOne(id?: string) {
  const which = id === undefined ? 'a test clock' : `the test clock ${id}`;
  const problem = `This account is on ${which} already, and it can be on one at a time. Delete that first.`;
  return failure('resource_already_exists', { problem });
}

/**
 * From where the ids are counted that are made by the clock. They follow those of a former clock that ended
 * at the same time or before it: tests that each make a clock at one time would else mix their lists.
 */
async function firstIdMs({ trx, scope }: UnitOfWork, frozenTime: Date): Promise<bigint> {
  const { latest } = await trx
    .selectFrom('test_clock')
    .select((eb) => eb.fn.max('id_base_ms').as('latest'))
    .where((eb) => eb.and(owned(scope)))
    .where('frozen_time', '<=', frozenTime)
    .executeTakeFirstOrThrow();
  const own = BigInt(frozenTime.getTime());
  return latest !== null && latest >= own ? latest + 1n : own;
}
