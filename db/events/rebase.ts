import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';

/** Any number, as long as nobody else takes it: two who rebase at once do so one after the other. */
const LOCK = 7_312_006;

/**
 * Makes sure that new events stand behind all that there are. The numbers of transactions begin anew
 * in another cluster, so a database that was restored there would go on in its own past: readers would
 * pass over what is new. Then the epoch is raised. Costs a look at the last event of each account.
 *
 * @returns whether it was needed.
 */
export const rebaseEvents = (db: Kysely<Database>): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
    const missing = await missingEpoch(trx);
    if (missing === 0n) return false;
    const { rows } = await sql<{ readonly epoch: bigint }>`
      select event_epoch() + ${missing}::bigint as epoch
    `.execute(trx);
    await sql`
      create or replace function event_epoch() returns bigint language sql immutable parallel safe
        return ${sql.lit(String(rows[0]?.epoch))}::bigint
    `.execute(trx);
    return true;
  });

/** Whether events that are written now would stand before some that there are. */
export const eventsAreBehind = (db: Kysely<Database>): Promise<boolean> =>
  db.transaction().execute(async (trx) => (await missingEpoch(trx)) > 0n);

/** By how much the epoch is too small. The cursor of an endpoint may stand behind the last event. */
async function missingEpoch(trx: Transaction<Database>): Promise<bigint> {
  const { rows } = await sql<{ readonly missing: bigint }>`
    select greatest(0, 1 - event_position() + coalesce(greatest(
      (select max(latest.position)
        from account
        cross join (values (true), (false)) as mode (live)
        cross join lateral (
          select position from event
          where account_id = account.id and livemode = mode.live
          order by position desc limit 1
        ) latest),
      (select max(cursor_position) from webhook_endpoint)
    ), 0)) as missing
  `.execute(trx);
  return rows[0]?.missing ?? 0n;
}
