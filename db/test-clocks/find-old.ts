import type { Kysely } from 'kysely';
import type { TestClockId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';

/** Clocks of all accounts that were made before an instant, in real time, and that nobody has deleted. */
export async function findOldTestClocks(
  db: Kysely<Database>,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<readonly { readonly scope: Scope; readonly id: TestClockId }[]> {
  const rows = await db
    .selectFrom('test_clock')
    .select(['account_id', 'livemode', 'id'])
    .where('deleted_at', 'is', null)
    .where('created_at', '<', before)
    // What an advance has begun it brings to its end.
    .where('status', '<>', 'advancing')
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(({ account_id: accountId, livemode, id }) => ({
    scope: { accountId, livemode },
    id,
  }));
}
