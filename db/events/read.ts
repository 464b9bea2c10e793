import { type Kysely, type RawBuilder, sql } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type EventId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, type EventRow, owned } from '../database.ts';
import { type Key, type Page, pageOf } from '../page.ts';
import { isUndelivered } from './pending-webhooks.ts';

/** How long an event of an account in real time can be read. Days, before now. */
const READABLE_DAYS = 30;

interface EventQuestion {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  /** Names as `issuing_card.created`, or groups as `issuing_card.*`; one of them must fit. */
  readonly types?: readonly string[] | undefined;
  readonly created?: Period | undefined;
  /** Whether every endpoint that asked for it has got it. */
  readonly delivered?: boolean | undefined;
  readonly now: Date;
}

/**
 * One page, newest first, in the order in which events appear: by the position of their database
 * transaction, and by id within it. What stands at the horizon or behind it is not shown yet, because
 * something may still appear before it. So whatever appears later stands after all that was ever
 * shown, and whoever follows `ending_before` from event to event misses none and gets none twice.
 */
export async function listEvents(
  db: Kysely<Database>,
  scope: Scope,
  { types, created, delivered, now, ...cursors }: EventQuestion,
): Promise<Page<EventRow>> {
  let query = readable(db, scope, now)
    .where('event.position', '<', sql<bigint>`event_horizon()`)
    .where(createdWithin('event.created_at', created));
  if (types) query = query.where((eb) => eb.or(types.map(isOfType)));
  if (delivered !== undefined)
    query = query.where(delivered ? sql<boolean>`not ${isUndelivered}` : isUndelivered);
  const cursor = cursors.starting_after ?? cursors.ending_before;
  const key = await positionKey(db, scope, cursor);
  return pageOf({ db, scope, table: 'event', object: 'event', query, key }, cursors);
}

/** The order of the list, and where in it the cursor stands: nowhere, when there is no such event. */
async function positionKey(
  db: Kysely<Database>,
  scope: Scope,
  cursor: string | undefined,
): Promise<Key> {
  const eventId = cursor === undefined ? undefined : parseId('event', cursor);
  const row = eventId && (await byId(db, scope, eventId).select('position').executeTakeFirst());
  const place = row ? [String(row.position), String(eventId)] : [];
  return { columns: ['position', 'id'], valuesIn: () => place };
}

export async function getEvent(
  db: Kysely<Database>,
  scope: Scope,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<EventRow> {
  const eventId = parseId('event', id);
  const row =
    eventId && (await readable(db, scope, now).where('id', '=', eventId).executeTakeFirst());
  if (!row) throw failure('resource_missing', { object: 'event', id }, { param: 'event' });
  return row;
}

const byId = (db: Kysely<Database>, scope: Scope, id: EventId) =>
  db.selectFrom('event').where((eb) => eb.and({ ...owned(scope), id }));

const readable = (db: Kysely<Database>, scope: Scope, now: Date) =>
  db
    .selectFrom('event')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where((eb) =>
      eb.or([
        eb('event.created_at', '>', new Date(now.getTime() - READABLE_DAYS * 86_400_000)),
        // As long as its test clock: a test that passes a year wants to read it.
        eb.exists(clockOf(db, scope)),
      ]),
    );

const clockOf = (db: Kysely<Database>, { accountId, livemode }: Scope) =>
  db
    .selectFrom('test_clock')
    .select('id')
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .where(sql.lit(!livemode));

const isOfType = (type: string): RawBuilder<boolean> =>
  type.endsWith('*')
    ? sql<boolean>`starts_with(event.type, ${type.slice(0, -1)})`
    : sql<boolean>`event.type = ${type}`;
