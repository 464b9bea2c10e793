import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

const WAIT_MS_MAX = 20_000;

/**
 * Waits until every event that is written can be listed: until each transaction of the server that began
 * to write before it has ended, those of other test files included.
 */
export async function eventsSettled(db: Kysely<Database>): Promise<void> {
  const until = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const { rows } = await sql<{ settled: boolean }>`
      select coalesce(max(position), 0) < event_horizon() as settled from event
    `.execute(db);
    if (rows[0]?.settled === true) return;
    if (performance.now() > until) throw new Error('a transaction somewhere never ends');
  }
}

/** For a request to a listing of events: whoever asks in a test wants to see what he has done. */
export const listsEvents = ({ method, url }: Request): boolean =>
  method === 'GET' && new URL(url).pathname === '/v1/events';
