import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';

/** The account's time for who only reads, and so does not make its clock wait for him. */
export async function accountNow(
  db: Kysely<Database>,
  { accountId, livemode }: Scope,
  realNow: Date,
): Promise<Date> {
  if (livemode) return realNow;
  const clock = await db
    .selectFrom('test_clock')
    .select('frozen_time')
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return clock?.frozen_time ?? realNow;
}
