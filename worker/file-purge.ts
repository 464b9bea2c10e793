import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { findExpiredFiles, notePurged } from '../db/files/expired.ts';
import { type Clock, nowDate } from '../infra/clock.ts';
import type { FileStore } from '../providers/file-store/port.ts';

interface PurgeDeps {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly fileStore: (db: Kysely<Database>) => FileStore;
}

const BATCH_MAX = 100;

/**
 * Removes what expired files hold, one batch, and says whether there may be more. It is written down after
 * the store has done it: who dies between the two removes it again.
 */
export async function purgeExpiredFiles({ db, clock, fileStore }: PurgeDeps): Promise<boolean> {
  const now = nowDate(clock);
  const files = await findExpiredFiles(db, { now, limit: BATCH_MAX });
  for (const file of files) {
    const { account_id: accountId, livemode, id: fileId } = file;
    await fileStore(db).remove({ accountId, livemode, fileId });
    await notePurged(db, file, now);
  }
  return files.length === BATCH_MAX;
}
