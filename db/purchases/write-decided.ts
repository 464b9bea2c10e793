import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { EventId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingAuthorizationRow, type NewEvent, owned } from '../database.ts';
import { ledgerWrites, type ScopedMovement } from '../ledger/write-movement.ts';
import { toJson } from '../json.ts';
import type { CountedUsage } from '../spending-usage/save.ts';

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
export async function writeDecided(trx: Transaction<Database>, rows: DecidedRows): Promise<void> {
  await writeStatement(rows).execute(trx);
}

/** Each list is one JSON parameter: the driver quotes an array element by element, this it does not. */
const writeStatement = (rows: DecidedRows): RawBuilder<unknown> => sql`
  /* prepared: write_decided */
  with decided as (
    insert into issuing_authorization
      (account_id, livemode, id, card_id, cardholder_id, status, approved, amount, currency,
       merchant_amount, merchant_currency, authorization_method, merchant_data, network_data,
       verification_data, wallet, amount_details, fleet, fuel, conversion, risk, fraud_challenges,
       verified_by_fraud_challenge, pending_request, decide_by, expires_at, spent, request_history,
       trace, metadata, hold_movement, hold_leg, created_at)
    select account_id, livemode, id, card_id, cardholder_id, status, approved, amount, currency,
       merchant_amount, merchant_currency, authorization_method, merchant_data, network_data,
       verification_data, wallet, amount_details, fleet, fuel, conversion, risk, fraud_challenges,
       verified_by_fraud_challenge, pending_request,
       -- By the clock of Postgres: an endpoint answers in real time, also where a test clock stands still.
       case when pending_request is not null then clock_timestamp() + interval '2 seconds' end,
       expires_at, spent, request_history, trace, metadata, hold_movement, hold_leg, created_at
    from json_populate_recordset(null::issuing_authorization, ${toJson(rows.authorizations)}::json)
  ),
  ${ledgerWrites(rows.movements)},
  counted as (
    insert into spending_usage (account_id, livemode, owner_id, counters, velocity)
    select account_id, livemode, owner_id, counters, velocity
    from json_populate_recordset(null::spending_usage, ${usageJson(rows.usage)}::json)
    on conflict (account_id, livemode, owner_id)
      do update set counters = excluded.counters, velocity = excluded.velocity
  ),
  told as (
    insert into event
      (account_id, livemode, id, type, object_id, api_version, request_id, idempotency_key,
       data_sealed, created_at)
    select account_id, livemode, id, type, object_id, api_version, request_id, idempotency_key,
       decode(data, 'base64'), created_at
    from json_to_recordset(${eventsJson(rows.events)}::json) as told
      (account_id text, livemode boolean, id text, type text, object_id text, api_version text,
       request_id text, idempotency_key text, data text, created_at timestamptz)
  )
  insert into idempotent_answer
    (account_id, livemode, key, request_hash, status, request_id, event_id, created_at)
  select account_id, livemode, key, decode(hash, 'base64'), 200, request_id, event_id,
    -- The hours of Postgres: the account's may be a test clock's, and the purge goes by real ones.
    clock_timestamp()
  from json_to_recordset(${answersJson(rows.answers)}::json) as kept
    (account_id text, livemode boolean, key text, hash text, request_id text, event_id text)`;

const usageJson = (usage: readonly CountedUsage[]): string =>
  toJson(
    usage.map(({ scope, ownerId, counters, velocity }) => ({
      ...owned(scope),
      owner_id: ownerId,
      counters,
      velocity,
    })),
  );

const eventsJson = (events: readonly NewEvent[]): string =>
  JSON.stringify(
    events.map(({ data_sealed, ...row }) => ({ ...row, data: data_sealed.toString('base64') })),
  );

const answersJson = (answers: readonly KeptAnswer[]): string =>
  JSON.stringify(
    answers.map(({ scope, key, hash, requestId, eventId }) => ({
      ...owned(scope),
      key,
      hash: hash.toString('base64'),
      request_id: requestId,
      event_id: eventId,
    })),
  );
