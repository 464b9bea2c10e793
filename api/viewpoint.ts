import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { accountNow } from '../db/test-clocks/account-now.ts';
import type { Scope } from '../domain/scope.ts';
import { nowDate } from '../infra/clock.ts';
import type { ApiDeps } from './operation.ts';
import type { Viewpoint } from './wire/file-link.ts';

/** Where and when a reader looks: at his account's own time. */
export const viewpointOf = async (
  { clock, publicUrl }: Pick<ApiDeps, 'clock' | 'publicUrl'>,
  { db, scope }: { readonly db: Kysely<Database>; readonly scope: Scope },
): Promise<Viewpoint> => ({
  publicUrl,
  now: await accountNow(db, scope, nowDate(clock)),
});
