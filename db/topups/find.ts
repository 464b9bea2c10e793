import type { Kysely } from 'kysely';
import type { TopupId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { TopupRow } from '../tables/pull-funding.ts';

/** Those of these top-ups that exist, in no order, with one query however many there are. */
export async function findTopups(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly TopupId[],
): Promise<TopupRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('topup')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}
