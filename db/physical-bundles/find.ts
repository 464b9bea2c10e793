import type { Kysely } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId, type PhysicalBundleId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { PhysicalBundleRow } from '../tables/design.ts';

/** Those of these bundles that exist, in no order, with one query however many there are. */
export async function findPhysicalBundles(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly PhysicalBundleId[],
): Promise<readonly PhysicalBundleRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_physical_bundle')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}

/** @throws `resource_missing`: another account's bundle and one that never was are the same answer. */
export async function getPhysicalBundle(
  db: Kysely<Database>,
  scope: Scope,
  text: string,
): Promise<PhysicalBundleRow> {
  const id = parseId('physicalBundle', text);
  const [row] = id === undefined ? [] : await findPhysicalBundles(db, scope, [id]);
  if (row) return row;
  const param = 'physical_bundle';
  throw failure('resource_missing', { object: 'physical bundle', id: text }, { param });
}
