import { type Kysely, sql } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';

/** The time of an account that is on a test clock. */
export interface ClockedTime {
  readonly now: Date;
  /** What ids are made from: ids sort by time, also those that are made while the clock stands. */
  readonly idMs: number;
}

/**
 * The time of an account, which stands until the database transaction ends: whoever sets its clock waits for
 * those who work by it. It is the first lock of a transaction, before the Issuing balance. `undefined`: the
 * account is on no test clock, and lives in real time.
 */
export async function holdAccountTime(
  trx: Kysely<Database>,
  { accountId, livemode }: Scope,
): Promise<ClockedTime | undefined> {
  if (livemode) return undefined;
  const { rows } = await sql<{ readonly now: Date; readonly id_ms: bigint }>`
    /* prepared: hold_account_time */
    select frozen_time as now, id_base_ms + nextval('test_clock_turn') - turn_base as id_ms
    from test_clock where account_id = ${accountId} and deleted_at is null
    for share`.execute(trx);
  const [clock] = rows;
  return clock && { now: clock.now, idMs: Number(clock.id_ms) };
}
