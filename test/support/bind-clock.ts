import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { makeId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { nextUnique } from './program.ts';

/** Binds an account to a test clock as a row alone: no workflow moves with it. */
export async function bindClock(db: Kysely<Database>, scope: Scope, now: Date): Promise<void> {
  await db
    .insertInto('test_clock')
    .values({
      account_id: scope.accountId,
      livemode: false,
      id: makeId('testClock', nextUnique()),
      name: null,
      status: 'ready',
      frozen_time: now,
      target_time: null,
      id_base_ms: BigInt(now.getTime()),
      turn_base: sql<bigint>`nextval('test_clock_turn')`,
      created_at: new Date('2026-11-02T12:00:00Z'),
    })
    .execute();
}

/** Sets the clock of an account, forward, and waits for whoever works by the time that it shows. */
export async function turnClock(db: Kysely<Database>, scope: Scope, now: Date): Promise<void> {
  await sql`
    update test_clock set frozen_time = ${now},
      id_base_ms = greatest(${now.getTime()},
        id_base_ms + nextval('test_clock_turn') - turn_base + 1),
      turn_base = currval('test_clock_turn')
    where account_id = ${scope.accountId} and deleted_at is null`.execute(db);
}
