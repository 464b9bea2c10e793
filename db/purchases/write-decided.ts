import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EventId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database, IssuingAuthorizationRow, NewEvent } from '../database.ts';
import { ledgerWrites, type ScopedMovement } from '../ledger/write-movement.ts';
import { toJson } from '../json.ts';
import type { CountedUsage } from '../spending-usage/save.ts';
import { type SentColumn, unnest } from '../unnest.ts';

/** What decided purchases leave. */
export interface DecidedRows {
  readonly authorizations: readonly IssuingAuthorizationRow[];
  readonly movements: readonly ScopedMovement[];
  /** Each owner once: a row that a statement updates twice keeps only one of the changes. */
  readonly usage: readonly CountedUsage[];
  readonly events: readonly NewEvent[];
  readonly answers: readonly KeptAnswer[];
}

/** Under which key a purchase was asked, and the event whose object is the answer. */
export interface KeptAnswer {
  readonly scope: Scope;
  readonly key: string;
  readonly hash: Buffer;
  readonly requestId: string;
  /** Null while a decision endpoint is asked. */
  readonly eventId: EventId | null;
}

/**
 * Writes any number of decided purchases with one statement: authorization, hold, balances, usage of
 * limits, event and answer appear together or not at all. Their balances were locked before, so that
 * nothing waits here but for an idempotency key that another process works under, and that is then an
 * error of the whole statement.
 */
export async function writeDecided(db: Kysely<Database>, rows: DecidedRows): Promise<void> {
  await writeStatement(rows).execute(db);
}

const writeStatement = (rows: DecidedRows): RawBuilder<unknown> => sql`
  /* prepared: write_decided */
  with decided as (
    insert into issuing_authorization (${names(AUTHORIZATION)}, metadata, decide_by)
    select *, '{}'::jsonb,
      -- By the clock of Postgres: an endpoint answers in real time, also where a test clock stands still.
      case when pending_request is not null then clock_timestamp() + interval '2 seconds' end
    from ${unnest(rows.authorizations, Object.values(AUTHORIZATION))} as row (${names(AUTHORIZATION)})
  ),
  ${ledgerWrites(rows.movements)},
  counted as (
    insert into spending_usage (${names(USAGE)})
    select * from ${unnest(rows.usage, Object.values(USAGE))}
    on conflict (account_id, livemode, owner_id)
      do update set counters = excluded.counters, velocity = excluded.velocity
  ),
  told as (
    insert into event (${names(EVENT)}, data_sealed)
    select ${names(EVENT)}, decode(data, 'base64')
    from ${unnest(rows.events, [...Object.values(EVENT), SEALED])} as row (${names(EVENT)}, data)
  )
  insert into idempotent_answer (${names(ANSWER)}, request_hash, status, created_at)
  -- The hours of Postgres: the account's may be a test clock's, and the purge goes by real ones.
  select ${names(ANSWER)}, decode(hash, 'base64'), 200, clock_timestamp()
  from ${unnest(rows.answers, [...Object.values(ANSWER), HASH])} as row (${names(ANSWER)}, hash)`;

type Columns<R> = Readonly<Record<string, SentColumn<R>>>;

const names = (columns: Columns<never>): RawBuilder<unknown> =>
  sql.join(Object.keys(columns).map((column) => sql.ref(column)));

type Authorization = IssuingAuthorizationRow;

const column = <R>(type: SentColumn<R>['type'], of: SentColumn<R>['of']): SentColumn<R> => ({
  type,
  of,
});
/** The driver would make a Postgres array of a list: JSON goes as its text. Amounts in it are text already. */
const json = <R>(of: (row: R) => unknown): SentColumn<R> =>
  column('jsonb', (row) => {
    const value = of(row);
    return value === null ? null : JSON.stringify(value);
  });

const AUTHORIZATION: Columns<Authorization> = {
  account_id: column('text', (row) => row.account_id),
  livemode: column('boolean', (row) => row.livemode),
  id: column('text', (row) => row.id),
  card_id: column('text', (row) => row.card_id),
  cardholder_id: column('text', (row) => row.cardholder_id),
  status: column('text', (row) => row.status),
  approved: column('boolean', (row) => row.approved),
  amount: column('bigint', (row) => row.amount),
  currency: column('text', (row) => row.currency),
  merchant_amount: column('bigint', (row) => row.merchant_amount),
  merchant_currency: column('text', (row) => row.merchant_currency),
  authorization_method: column('text', (row) => row.authorization_method),
  merchant_data: json((row) => row.merchant_data),
  network_data: json((row) => row.network_data),
  verification_data: json((row) => row.verification_data),
  wallet: column('text', (row) => row.wallet),
  amount_details: json((row) => row.amount_details),
  fleet: json((row) => row.fleet),
  fuel: json((row) => row.fuel),
  conversion: json((row) => row.conversion),
  risk: json((row) => row.risk),
  fraud_challenges: json((row) => row.fraud_challenges),
  verified_by_fraud_challenge: column('boolean', (row) => row.verified_by_fraud_challenge),
  pending_request: json((row) => row.pending_request),
  expires_at: column('timestamptz', (row) => row.expires_at),
  spent: column('bigint', (row) => row.spent),
  request_history: json((row) => row.request_history),
  trace: json((row) => row.trace),
  hold_movement: column('text', (row) => row.hold_movement),
  hold_leg: column('smallint', (row) => row.hold_leg),
  created_at: column('timestamptz', (row) => row.created_at),
};

const USAGE: Columns<CountedUsage> = {
  account_id: column('text', ({ scope }) => scope.accountId),
  livemode: column('boolean', ({ scope }) => scope.livemode),
  owner_id: column('text', ({ ownerId }) => ownerId),
  counters: column('jsonb', ({ counters }) => toJson(counters)),
  velocity: json(({ velocity }) => velocity ?? null),
};

const EVENT: Columns<NewEvent> = {
  account_id: column('text', (row) => row.account_id),
  livemode: column('boolean', (row) => row.livemode),
  id: column('text', (row) => row.id),
  type: column('text', (row) => row.type),
  object_id: column('text', (row) => row.object_id),
  api_version: column('text', (row) => row.api_version),
  request_id: column('text', (row) => row.request_id),
  idempotency_key: column('text', (row) => row.idempotency_key),
  created_at: column('timestamptz', (row) => row.created_at),
};
/** The driver writes bytes in an array with twice as many letters, and then escapes them. */
const SEALED = column<NewEvent>('text', (row) => row.data_sealed.toString('base64'));

const ANSWER: Columns<KeptAnswer> = {
  account_id: column('text', ({ scope }) => scope.accountId),
  livemode: column('boolean', ({ scope }) => scope.livemode),
  key: column('text', ({ key }) => key),
  request_id: column('text', ({ requestId }) => requestId),
  event_id: column('text', ({ eventId }) => eventId),
};
const HASH = column<KeptAnswer>('text', ({ hash }) => hash.toString('base64'));
