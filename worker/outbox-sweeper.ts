import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { remove } from '../db/outbox/remove.ts';
import { takeDue } from '../db/outbox/take-due.ts';
import type { OutboxEntry } from '../db/unit-of-work.ts';
import { startOrTell } from '../infra/temporal/start-or-tell.ts';
import type { Temporal } from '../infra/temporal/client.ts';
import { workflowStartOf } from '../workflows/outbox.ts';

interface SweeperDeps {
  readonly db: Kysely<Database>;
  readonly temporal: Temporal;
  readonly log: { readonly warn: (fields: object, message: string) => void };
  readonly onSwept: (outcome: 'failed' | 'sent') => void;
}

/** Sent at once: what a Temporal on one machine takes without a queue. */
const BATCH_MAX = 20;

/**
 * Sends what whoever wrote it could not: he died between his commit and the call, or Temporal was
 * away. A row goes only after Temporal has taken it over, so a crash here repeats it; that is harmless.
 * Says whether there may be more.
 */
export async function sweepOutbox({ db, temporal, ...deps }: SweeperDeps): Promise<boolean> {
  const send = async (entry: OutboxEntry): Promise<void> => {
    try {
      await startOrTell(temporal, workflowStartOf(entry));
      await remove(db, entry);
      deps.onSwept('sent');
      deps.log.warn({ outboxEntry: entry.id, object: entry.objectId }, 'sent what was left');
    } catch (err) {
      deps.onSwept('failed');
      deps.log.warn({ err, outboxEntry: entry.id, object: entry.objectId }, 'will be sent again');
    }
  };
  const entries = await takeDue(db, { limit: BATCH_MAX });
  await Promise.all(entries.map(send));
  return entries.length === BATCH_MAX;
}
