import { type Kysely, sql } from 'kysely';
import type { WebhookDeliveryId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type EventRow, owned } from '../database.ts';
import type { WebhookEndpointRow } from '../tables/webhook-endpoint.ts';
import type { QueuedDelivery } from './due.ts';

/** Events looked through in one go for those that the endpoint wants: what it does not want costs little. */
const SCANNED_MAX = 10_000;

interface Claim {
  readonly endpoint: WebhookEndpointRow;
  /** Read before anything else, so that both statements see the same events. */
  readonly horizon: bigint;
  readonly limit: number;
  /** The account's time: the first attempt is due at once. */
  readonly now: Date;
  readonly newId: () => WebhookDeliveryId;
}

/**
 * Makes deliveries of the next events that an endpoint wants, oldest first, and moves its cursor behind
 * them: both in one statement, and only if the cursor still stands where it was read. So an event gets
 * one delivery, whoever else claims at the same moment, and none is passed over.
 */
export async function claimEvents(
  db: Kysely<Database>,
  claim: Claim,
): Promise<readonly QueuedDelivery[]> {
  const events = await wantedEvents(db, claim);
  const last = events.length === claim.limit ? events.at(-1) : await lastScanned(db, claim);
  if (last === undefined) return [];
  const made = new Map(events.map((event) => [claim.newId(), event] as const));
  const mine = await insertAndMove(db, claim, { made, last });
  return [...made].flatMap(([id, event]) =>
    mine.has(id) ? [{ id, event, attemptCount: 0, attempts: [] }] : [],
  );
}

type Place = Pick<EventRow, 'id' | 'position'>;

/** The events behind the cursor, up to the horizon, in their order. */
const ahead = (
  db: Kysely<Database>,
  { endpoint: { account_id: accountId, livemode, ...cursor }, horizon }: Claim,
) =>
  db
    .selectFrom('event')
    .selectAll()
    .where((eb) => eb.and(owned({ accountId, livemode })))
    .where(sql<boolean>`(position, id) > (${cursor.cursor_position}::bigint, ${cursor.cursor_id})`)
    .where('position', '<', horizon)
    .orderBy('position')
    .orderBy('id')
    .limit(SCANNED_MAX);

const wantedEvents = (db: Kysely<Database>, claim: Claim): Promise<EventRow[]> =>
  db
    .selectFrom(ahead(db, claim).as('event'))
    .selectAll()
    .where(
      sql<boolean>`('*' = any (${claim.endpoint.enabled_events}::text[])
        or type = any (${claim.endpoint.enabled_events}::text[]))`,
    )
    .orderBy('position')
    .orderBy('id')
    .limit(claim.limit)
    .execute();

/** Where the look ended that found too few, so that it need not be repeated. */
const lastScanned = (db: Kysely<Database>, claim: Claim): Promise<Place | undefined> =>
  db
    .selectFrom(ahead(db, claim).as('event'))
    .select(['id', 'position'])
    .orderBy('position', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

interface Found {
  readonly made: ReadonlyMap<WebhookDeliveryId, Pick<EventRow, 'id'>>;
  readonly last: Place;
}

async function insertAndMove(
  db: Kysely<Database>,
  { endpoint, now }: Claim,
  { made, last }: Found,
): Promise<ReadonlySet<string>> {
  const eventIds = [...made.values()].map(({ id }) => id);
  const { rows } = await sql<{ readonly id: string }>`
    with moved as (
      update webhook_endpoint
      set cursor_position = ${last.position}, cursor_id = ${last.id}
      where account_id = ${endpoint.account_id} and id = ${endpoint.id} and status = 'enabled'
        and cursor_position = ${endpoint.cursor_position} and cursor_id = ${endpoint.cursor_id}
      returning account_id, livemode, id
    )
    insert into webhook_delivery
      (account_id, livemode, endpoint_id, id, event_id, due_at, created_at)
    select moved.account_id, moved.livemode, moved.id, made.id, made.event_id,
      ${now}::timestamptz, ${now}::timestamptz
    from moved, unnest(${[...made.keys()]}::text[], ${eventIds}::text[]) as made (id, event_id)
    -- An endpoint that was enabled again begins anew, and may meet what it was sent before.
    on conflict (account_id, event_id, endpoint_id) do nothing
    returning id
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** The endpoint as it stands, and the horizon that its next claim may go by. */
export async function readEndpoint(
  db: Kysely<Database>,
  { accountId, livemode }: Scope,
  id: WebhookEndpointRow['id'],
): Promise<{ readonly endpoint: WebhookEndpointRow; readonly horizon: bigint } | undefined> {
  const row = await db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .select(sql<bigint>`event_horizon()`.as('horizon'))
    .where((eb) => eb.and({ ...owned({ accountId, livemode }), id, status: 'enabled' }))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { horizon, ...endpoint } = row;
  return { endpoint, horizon };
}
