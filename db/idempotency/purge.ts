import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/**
 * Forgets answers that nobody can ask for again, and says how many. At most `limit`, so that no
 * statement holds many locks. Two that purge at once meet on the same rows: one waits for the other
 * and then finds nothing. No row is locked beforehand, because that asks for the right to edit answers.
 */
export async function purgeAnswers(
  db: Kysely<Database>,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotent_answer using (
      select account_id, livemode, key from idempotent_answer
      where created_at < ${before}
      order by created_at limit ${limit}
    ) as old
    where (idempotent_answer.account_id, idempotent_answer.livemode, idempotent_answer.key)
        = (old.account_id, old.livemode, old.key)
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}
