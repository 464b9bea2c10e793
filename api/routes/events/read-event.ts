import type { EventRow } from '../../../db/database.ts';
import { type EventData, eventPlace } from '../../../db/events/record.ts';
import type { Keyring } from '../../../infra/crypto/keyring.ts';
import { unseal } from '../../../infra/crypto/seal.ts';
import { type Event, eventToWire } from '../../wire/event.ts';

/** Opens what was sealed when the event was recorded. */
export function readEvent(keyring: Keyring, row: EventRow): Event {
  const data: EventData = JSON.parse(unseal(keyring, eventPlace(row.id), row.data_sealed));
  return eventToWire(row, data);
}
