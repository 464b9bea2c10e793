import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { OutboxEntry } from '../unit-of-work.ts';
import { entryOf } from './entry.ts';

/** A row that cannot be sent is tried again after 4, 8, 16, … seconds, and then once a minute. */
const DELAY_SECONDS_MAX = 60;

/**
 * Takes up to `limit` rows that nobody has sent in time, the longest due first. Taking moves a row's
 * due time on, so that two sweepers never hold the same one and a row that fails makes room for
 * others; `skip locked` keeps them from waiting for each other. Due times are those of Postgres:
 * the processes that write and take rows need not agree on the time.
 */
export async function takeDue(
  db: Kysely<Database>,
  { limit }: { readonly limit: number },
): Promise<readonly OutboxEntry[]> {
  const rows = await db
    .with('due', (cte) =>
      cte
        .selectFrom('outbox')
        .select(['account_id', 'id'])
        .where('due_at', '<=', sql<Date>`now()`)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('outbox')
    .from('due')
    .whereRef('outbox.account_id', '=', 'due.account_id')
    .whereRef('outbox.id', '=', 'due.id')
    .set({
      attempts: sql`attempts + 1`,
      // Bounded before it is raised: no number of attempts may overflow, and stop every other row with it.
      due_at: sql`now() + least(2 ^ least(attempts + 2, 10), ${DELAY_SECONDS_MAX}) * interval '1 second'`,
    })
    .returning([
      'outbox.id',
      'outbox.account_id',
      'outbox.livemode',
      'outbox.kind',
      'outbox.object_id',
      'outbox.payload',
      'outbox.frozen_at',
    ])
    .execute();
  return rows.map(entryOf);
}
