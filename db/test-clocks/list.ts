import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { TestClockRow } from '../tables/test-clock.ts';

export function listTestClocks(
  db: Kysely<Database>,
  scope: Scope,
  cursors: Cursors,
): Promise<Page<TestClockRow>> {
  const query = db
    .selectFrom('test_clock')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where('deleted_at', 'is', null);
  return pageOf({ db, scope, table: 'test_clock', object: 'test clock', query }, cursors);
}
