import { type Kysely, type RawBuilder, sql } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, type EventRow, owned } from '../database.ts';
import { type Page, pageOf } from '../page.ts';

/** How long an event can be read. Days, before now. */
const READABLE_DAYS = 30;

interface EventQuestion {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  /** Names as `issuing_card.created`, or groups as `issuing_card.*`; one of them must fit. */
  readonly types?: readonly string[] | undefined;
  readonly created?: Period | undefined;
  readonly now: Date;
}

export async function listEvents(
  db: Kysely<Database>,
  scope: Scope,
  { types, created, now, ...cursors }: EventQuestion,
): Promise<Page<EventRow>> {
  let query = readable(db, scope, now).where(createdWithin('event.created_at', created));
  if (types) query = query.where((eb) => eb.or(types.map(isOfType)));
  return pageOf({ db, scope, table: 'event', object: 'event', query }, cursors);
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

const readable = (db: Kysely<Database>, scope: Scope, now: Date) =>
  db
    .selectFrom('event')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where('event.created_at', '>', new Date(now.getTime() - READABLE_DAYS * 86_400_000));

const isOfType = (type: string): RawBuilder<boolean> =>
  type.endsWith('*')
    ? sql<boolean>`starts_with(event.type, ${type.slice(0, -1)})`
    : sql<boolean>`event.type = ${type}`;
