import { type Kysely, sql, type Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { TestClockRow } from '../tables/test-clock.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** A clock, and the version of its row, which every change of it changes. */
export interface TestClockVersion extends TestClockRow {
  readonly version: string;
}

/** @throws `resource_missing`: another account's, a deleted one and one that never was are the same answer. */
export async function getTestClock(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<TestClockRow> {
  return found(await byId(db, scope, id)?.where('deleted_at', 'is', null).executeTakeFirst(), id);
}

/** The same whatever became of it: for who carries out what was asked of it, the deletion too. */
export const findTestClock = async (
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<TestClockVersion | undefined> => byId(db, scope, id)?.executeTakeFirst();

/**
 * Locks a clock, if it is still there, to change it. Before anything else in the database transaction: whoever
 * works by its time is waited for, and whoever begins to waits.
 */
export async function lockTestClock(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<TestClockVersion | undefined> {
  const clock = byId(trx, scope, id)?.where('deleted_at', 'is', null);
  return clock?.forUpdate().executeTakeFirst();
}

/**
 * The same within a unit of work, which holds the clock's time like any other. Of two who do this at once
 * Postgres sends one back to begin again.
 *
 * @throws `resource_missing`
 */
export const lockOwnTestClock = async (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: string,
): Promise<TestClockRow> => found(await lockTestClock(trx, scope, id), id);

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('testClock', text);
  return (
    id &&
    db
      .selectFrom('test_clock')
      .selectAll()
      .select(sql<string>`test_clock.xmin::text`.as('version'))
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: TestClockRow | undefined, id: string): TestClockRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'test clock', id }, { param: 'test_clock' });
}
