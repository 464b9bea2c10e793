import type { Kysely } from 'kysely';
import type { BundleStatus, BundleType } from '../../domain/design/bundle.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { PhysicalBundleRow } from '../tables/design.ts';

interface BundleFilter {
  readonly status?: BundleStatus | undefined;
  readonly type?: BundleType | undefined;
}

/** The bundles that meet every condition given, newest first. */
export function listPhysicalBundles(
  db: Kysely<Database>,
  scope: Scope,
  { status, type, ...page }: BundleFilter & Cursors,
): Promise<Page<PhysicalBundleRow>> {
  const query = db
    .selectFrom('issuing_physical_bundle')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(matching({ status, type }));
  const table = 'issuing_physical_bundle';
  return pageOf({ db, scope, table, object: 'physical bundle', query }, page);
}
