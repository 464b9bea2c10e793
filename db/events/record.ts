import { API_VERSION, type EventType } from '../../domain/event/event-type.ts';
import { previousAttributes } from '../../domain/event/previous-attributes.ts';
import type { EventId } from '../../domain/ids.ts';
import type { NewEvent } from '../database.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

/** An object as it stands on the wire. */
type WireObject = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly object: string;
};

/** An interface has no index signature, so any wire type is taken by its two keys. */
interface Happening {
  readonly type: EventType;
  /** As a reader would get it now, without what has to be asked for (`number`, `cvc`). */
  readonly object: { readonly id: string; readonly object: string };
  /** As it was before. The event then tells the difference; without one there is no event. */
  readonly previous?: { readonly id: string; readonly object: string };
  /** The object as JSON, from who needs it himself. */
  readonly json?: string;
}

/**
 * Writes the event of a change into the change's own database transaction: told exactly if it happened.
 * Gives its id, or nothing when nothing changed.
 */
export async function recordEvent(
  work: UnitOfWork,
  happening: Happening,
): Promise<EventId | undefined> {
  const row = eventRow(work, happening);
  if (row) await work.trx.insertInto('event').values(row).execute();
  return row?.id;
}

/**
 * The row of an event, for a statement that writes more than it; none when nothing changed. The object
 * is frozen in the shape of today and sealed, because it holds names and addresses.
 */
export function eventRow(
  work: Omit<UnitOfWork, 'trx'>,
  { type, object, previous, json = JSON.stringify(object) }: Happening,
): NewEvent | undefined {
  const difference = previous && previousAttributes({ ...previous }, { ...object });
  if (previous && !difference) return undefined;

  const id = newId(work, 'event');
  const attributes = difference ? `,"previous_attributes":${JSON.stringify(difference)}` : '';
  return {
    account_id: work.scope.accountId,
    livemode: work.scope.livemode,
    id,
    type,
    object_id: object.id,
    api_version: API_VERSION,
    request_id: work.cause.requestId,
    idempotency_key: work.cause.idempotencyKey,
    data_sealed: work.seal(eventPlace(id), `{"object":${json}${attributes}}`),
    created_at: work.now,
  };
}

/** What is sealed in the row of an event, as JSON. */
export interface EventData {
  readonly object: WireObject;
  readonly previous_attributes?: Readonly<Record<string, unknown>>;
}

/** What an event's data is bound to: copied to another row it does not open. */
export const eventPlace = (id: string): string => `event:${id}`;
