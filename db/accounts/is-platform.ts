import type { Kysely } from 'kysely';
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from '../database.ts';

/** The platform is the first account: connected ones are made by it. */
export async function isPlatform(db: Kysely<Database>, account: AccountId): Promise<boolean> {
  const first = await db
    .selectFrom('account')
    .select('id')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.id === account;
}
