import { type Kysely, sql } from 'kysely';
import type { AuthorizationId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';

export interface Undecided {
  readonly scope: Scope;
  readonly id: AuthorizationId;
}

/**
 * Requests whose endpoint should have answered so many seconds ago, of all accounts, the longest overdue
 * first. By the clock of Postgres, which is nobody's test clock. Nothing is locked: who resolves one
 * looks again under its lock.
 */
export async function findUndecided(
  db: Kysely<Database>,
  { overdueSeconds, limit }: { readonly overdueSeconds: number; readonly limit: number },
): Promise<readonly Undecided[]> {
  const rows = await db
    .selectFrom('issuing_authorization')
    .select(['account_id', 'livemode', 'id'])
    .where('decide_by', '<', sql<Date>`clock_timestamp() - ${overdueSeconds} * interval '1 second'`)
    .orderBy('decide_by')
    .limit(limit)
    .execute();
  return rows.map(({ account_id, livemode, id }) => ({
    scope: { accountId: account_id, livemode },
    id,
  }));
}
