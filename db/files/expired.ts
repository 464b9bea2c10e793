import { type Kysely, sql } from 'kysely';
import { type Database, owned } from '../database.ts';
import type { FileRow } from '../tables/file.ts';

/**
 * Files of every account that have expired, by the time that it really is and by their account's own, and
 * still hold something: the oldest first.
 */
export const findExpiredFiles = async (
  db: Kysely<Database>,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly FileRow[]> =>
  db
    .selectFrom('file')
    .selectAll()
    .where('expires_at', '<=', now)
    .where('purged_at', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from test_clock where not file.livemode and test_clock.account_id = file.account_id
          and deleted_at is null and frozen_time < file.expires_at)`,
    )
    .orderBy('expires_at')
    .limit(limit)
    .execute();

/** Writes down that a file holds nothing any more. */
export async function notePurged(
  db: Kysely<Database>,
  { account_id: accountId, livemode, id }: FileRow,
  now: Date,
): Promise<void> {
  await db
    .updateTable('file')
    .set({ purged_at: now })
    .where((eb) => eb.and({ ...owned({ accountId, livemode }), id }))
    .execute();
}
