import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/database.ts';
import type { Finding } from '../../../db/verify-ledger/check.ts';
import { limits } from '../../../db/verify-ledger/checks/limits.ts';
import type { Scope } from '../../../domain/scope.ts';

/** What `verify-ledger` says of the counters of one account: nothing, when they are equal to history. */
export async function wrongCounters(
  db: Kysely<Database>,
  { accountId }: Scope,
): Promise<readonly Finding[]> {
  const { rows } = await sql<Finding>`
    select * from (${limits.findWrong}) as finding
    where finding.object in (
      select owner_id from spending_usage where account_id = ${accountId})
  `.execute(db);
  return rows;
}
