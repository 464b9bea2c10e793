import type { Kysely } from 'kysely';
import type { Database, EventRow } from '../../../db/database.ts';
import { countPendingWebhooks } from '../../../db/events/pending-webhooks.ts';
import { type EventData, eventPlace } from '../../../db/events/record.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Keyring } from '../../../infra/crypto/keyring.ts';
import { unseal } from '../../../infra/crypto/seal.ts';
import { type Event, eventToWire } from '../../wire/event.ts';

/** Events as they stand on the wire: opens what was sealed when each was recorded, and asks once who still waits. */
export async function readEvents(
  { db, keyring }: { readonly db: Kysely<Database>; readonly keyring: Keyring },
  scope: Scope,
  rows: readonly EventRow[],
): Promise<readonly Event[]> {
  const pending = await countPendingWebhooks(db, scope, rows);
  return rows.map((row) => {
    const data: EventData = JSON.parse(unseal(keyring, eventPlace(row.id), row.data_sealed));
    return eventToWire(row, data, pending.get(row.id) ?? 0);
  });
}
