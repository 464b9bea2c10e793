import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/**
 * Deletes up to `limit` events, of every account its oldest, and answers with how many. The database
 * itself keeps those of the last thirty days, whatever it is asked.
 */
export async function purgeEvents(
  db: Kysely<Database>,
  { idsBefore, limit }: { readonly idsBefore: string; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: bigint }>`
    select purge_events(${`evt_${idsBefore}`}, ${limit}) as count
  `.execute(db);
  return Number(rows[0]?.count ?? 0n);
}
