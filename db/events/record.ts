import { API_VERSION, type EventType } from '../../domain/event/event-type.ts';
import { previousAttributes } from '../../domain/event/previous-attributes.ts';
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
}

/**
 * Writes the event of a change into the change's own database transaction: told exactly if it happened.
 * The object is frozen in the shape of today and sealed, because it holds names and addresses.
 */
export async function recordEvent(
  work: UnitOfWork,
  { type, object, previous }: Happening,
): Promise<void> {
  const difference = previous && previousAttributes({ ...previous }, { ...object });
  if (previous && !difference) return;

  const id = newId(work, 'event');
  const data: EventData = {
    object: { ...object },
    ...(difference && { previous_attributes: difference }),
  };
  await work.trx
    .insertInto('event')
    .values({
      account_id: work.scope.accountId,
      livemode: work.scope.livemode,
      id,
      type,
      object_id: object.id,
      api_version: API_VERSION,
      request_id: work.cause.requestId,
      idempotency_key: work.cause.idempotencyKey,
      data_sealed: work.seal(eventPlace(id), JSON.stringify(data)),
      created_at: work.now,
    })
    .execute();
}

/** What is sealed in the row of an event. */
export interface EventData {
  readonly object: WireObject;
  readonly previous_attributes?: Readonly<Record<string, unknown>>;
}

/** What an event's data is bound to: copied to another row it does not open. */
export const eventPlace = (id: string): string => `event:${id}`;
