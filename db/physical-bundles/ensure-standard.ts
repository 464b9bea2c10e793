import type { Kysely } from 'kysely';
import { STANDARD_BUNDLES, standardBundleId } from '../../domain/design/bundle.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/**
 * Gives an account what everybody may print on. Whoever makes an account calls it, and each start for the
 * platform, so that a bundle which is new in a release is there: those that are there stay as they are.
 */
export async function ensureStandardBundles(
  db: Kysely<Database>,
  scope: Scope,
  now: Date,
): Promise<void> {
  const bundles = STANDARD_BUNDLES.map(({ name, features }, place) => ({
    ...owned(scope),
    id: standardBundleId(scope, place),
    type: 'standard' as const,
    name,
    status: 'active' as const,
    ...features,
    pieces: null,
    created_at: now,
  }));
  await db
    .insertInto('issuing_physical_bundle')
    .values(bundles)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
