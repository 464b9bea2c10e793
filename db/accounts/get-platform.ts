import type { Kysely } from 'kysely';
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from '../database.ts';

/** The platform is the first account: connected ones are made by it. */
export async function getPlatformId(db: Kysely<Database>): Promise<AccountId> {
  const query = db.selectFrom('account').select('id').orderBy('id').limit(1);
  return (await query.executeTakeFirstOrThrow()).id;
}
