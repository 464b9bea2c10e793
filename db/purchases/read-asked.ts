import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EventId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type {
  AccountRow,
  Database,
  IssuingCardholderRow,
  IssuingSettingsRow,
  PlainCardRow,
} from '../database.ts';
import type { SpendingCountersJson, VelocityJson } from '../json.ts';
import type { ClockedTime } from '../test-clocks/account-time.ts';
import {
  accountOf,
  cardholderOf,
  cardOf,
  type JoinedColumns,
  joinedColumns,
  ownSettingsOf,
} from './joined-columns.ts';

/** Who asks with which card, and under which idempotency key, if any. */
export interface AskedCard {
  readonly scope: Scope;
  readonly card: string;
  readonly key: string | null;
}

export interface Usage {
  readonly counters: SpendingCountersJson;
  readonly velocity: VelocityJson | null;
}

/** What is known about a purchase beside its balance. */
export interface AskedRow {
  /** Absent when the tenant has no such card: then the rest is absent too. */
  readonly card: PlainCardRow | undefined;
  readonly cardholder: IssuingCardholderRow | undefined;
  readonly account: AccountRow | undefined;
  /** Absent: as a new account has them. */
  readonly settings: IssuingSettingsRow | undefined;
  /** What has been used of limits; absent while there is no row to count in. */
  readonly usage: {
    readonly card: Usage | undefined;
    readonly cardholder: Usage | undefined;
    readonly program: Usage | undefined;
  };
  /** The enabled webhook endpoint that decides purchases of this tenant. */
  readonly endpointId: string | null;
  /** Absent: the account is on no test clock. */
  readonly clocked: ClockedTime | undefined;
  /** What an earlier request under the same key has left. */
  readonly answer: StoredAnswer | undefined;
}

export interface StoredAnswer {
  readonly requestHash: Buffer;
  readonly requestId: string;
  readonly eventId: EventId | null;
  readonly bodySealed: Buffer | null;
}

/**
 * Reads what decides the purchases of any number of tenants, in the order in which they were asked,
 * with one statement. Their balances were locked before by `lockBalances`: so what is read is true
 * until the end of the database transaction, although nothing is locked here.
 */
export async function readAsked(
  db: Kysely<Database>,
  asked: readonly AskedCard[],
): Promise<readonly AskedRow[]> {
  const { rows } = await readStatement(asked).execute(db);
  return rows.map(toAskedRow);
}

const readStatement = (asked: readonly AskedCard[]): RawBuilder<Flat> => sql`
  /* prepared: read_asked */
  select ${joinedColumns},
    used_card.counters as used_card_counters, used_card.velocity as used_card_velocity,
    used_cardholder.counters as used_cardholder_counters,
    used_cardholder.velocity as used_cardholder_velocity,
    used_program.counters as used_program_counters, used_program.velocity as used_program_velocity,
    endpoint.id as endpoint_id,
    clock.frozen_time as clock_now,
    case when clock.id is not null
      then clock.id_base_ms + nextval('test_clock_turn') - clock.turn_base end as clock_id_ms,
    answer.request_hash as answer_request_hash, answer.request_id as answer_request_id,
    answer.event_id as answer_event_id, answer.body_sealed as answer_body_sealed
  from unnest(
    ${asked.map(({ scope }) => scope.accountId)}::text[],
    ${asked.map(({ scope }) => scope.livemode)}::boolean[],
    ${asked.map(({ card }) => card)}::text[],
    ${asked.map(({ key }) => key)}::text[]
  ) with ordinality as asked (account_id, livemode, card_id, key, turn)
  left join issuing_card card on card.account_id = asked.account_id and card.id = asked.card_id
    and card.livemode = asked.livemode
  left join issuing_cardholder cardholder on cardholder.account_id = card.account_id
    and cardholder.id = card.cardholder_id
  left join account on account.id = card.account_id
  left join issuing_settings settings on settings.account_id = asked.account_id
    and settings.livemode = asked.livemode
  left join spending_usage used_card on used_card.account_id = card.account_id
    and used_card.livemode = card.livemode and used_card.owner_id = card.chain_id
  left join spending_usage used_cardholder on used_cardholder.account_id = card.account_id
    and used_cardholder.livemode = card.livemode and used_cardholder.owner_id = card.cardholder_id
  left join spending_usage used_program on used_program.account_id = card.account_id
    and used_program.livemode = card.livemode and used_program.owner_id = card.account_id
  left join webhook_endpoint endpoint on endpoint.account_id = asked.account_id
    and endpoint.livemode = asked.livemode and endpoint.decides and endpoint.status = 'enabled'
  left join test_clock clock on clock.account_id = asked.account_id
    and clock.deleted_at is null and not asked.livemode
  left join idempotent_answer answer on answer.account_id = asked.account_id
    and answer.livemode = asked.livemode and answer.key = asked.key
  order by asked.turn`;

interface OtherColumns {
  readonly used_card_counters: SpendingCountersJson | null;
  readonly used_card_velocity: VelocityJson | null;
  readonly used_cardholder_counters: SpendingCountersJson | null;
  readonly used_cardholder_velocity: VelocityJson | null;
  readonly used_program_counters: SpendingCountersJson | null;
  readonly used_program_velocity: VelocityJson | null;
  readonly endpoint_id: string | null;
  readonly clock_now: Date | null;
  readonly clock_id_ms: bigint | null;
  readonly answer_request_hash: Buffer | null;
  readonly answer_request_id: string;
  readonly answer_event_id: EventId | null;
  readonly answer_body_sealed: Buffer | null;
}
type Flat = JoinedColumns & OtherColumns;

const toAskedRow = (flat: Flat): AskedRow => ({
  card: cardOf(flat),
  cardholder: cardholderOf(flat),
  account: accountOf(flat),
  settings: ownSettingsOf(flat),
  usage: {
    card: usageOf(flat.used_card_counters, flat.used_card_velocity),
    cardholder: usageOf(flat.used_cardholder_counters, flat.used_cardholder_velocity),
    program: usageOf(flat.used_program_counters, flat.used_program_velocity),
  },
  endpointId: flat.endpoint_id,
  clocked:
    flat.clock_now === null ? undefined : { now: flat.clock_now, idMs: Number(flat.clock_id_ms) },
  answer: answerOf(flat),
});

const usageOf = (
  counters: SpendingCountersJson | null,
  velocity: VelocityJson | null,
): Usage | undefined => (counters === null ? undefined : { counters, velocity });

const answerOf = (flat: OtherColumns): StoredAnswer | undefined =>
  flat.answer_request_hash === null
    ? undefined
    : {
        requestHash: flat.answer_request_hash,
        requestId: flat.answer_request_id,
        eventId: flat.answer_event_id,
        bodySealed: flat.answer_body_sealed,
      };
