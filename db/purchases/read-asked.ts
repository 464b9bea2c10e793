import { type RawBuilder, sql, type Transaction } from 'kysely';
import { type EventId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type {
  AccountRow,
  Database,
  IssuingCardholderRow,
  IssuingSettingsRow,
  PlainCardRow,
} from '../database.ts';
import type { SpendingCountersJson, VelocityJson } from '../json.ts';

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
  trx: Transaction<Database>,
  asked: readonly AskedCard[],
): Promise<readonly AskedRow[]> {
  const { rows } = await readStatement(asked).execute(trx);
  return rows.map(toAskedRow);
}

const CARD = [
  'account_id',
  'livemode',
  'id',
  'cardholder_id',
  'type',
  'status',
  'cancellation_reason',
  'brand',
  'currency',
  'last4',
  'exp_month',
  'exp_year',
  'pin_failures',
  'chain_id',
  'cancel_after_payments',
  'payments',
  'latest_fraud_warning',
  'spending_controls',
  'metadata',
  'created_at',
] as const satisfies readonly (keyof PlainCardRow)[];

const CARDHOLDER = [
  'account_id',
  'livemode',
  'id',
  'type',
  'status',
  'name',
  'email',
  'phone_number',
  'address_line1',
  'address_line2',
  'address_city',
  'address_state',
  'address_postal_code',
  'address_country',
  'first_name',
  'last_name',
  'date_of_birth',
  'terms_accepted_at',
  'terms_accepted_ip',
  'terms_accepted_user_agent',
  'tax_id_sealed',
  'preferred_locales',
  'spending_controls',
  'metadata',
  'screening',
  'screening_request',
  'screening_revision',
  'created_at',
] as const satisfies readonly (keyof IssuingCardholderRow)[];

const ACCOUNT = [
  'id',
  'country',
  'default_currency',
  'business_name',
  'card_issuing',
  'default_brand',
  'created_at',
] as const satisfies readonly (keyof AccountRow)[];

const SETTINGS = [
  'account_id',
  'livemode',
  'spending_controls',
  'on_decision_timeout',
  'on_decision_error',
  'cash_withdrawals',
  'created_at',
] as const satisfies readonly (keyof IssuingSettingsRow)[];

/** Columns of one table among those of others: `card.status` arrives as `card_status`. */
const columnsOf = (table: string, columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(
    columns.map(
      (column) => sql`${sql.ref(`${table}.${column}`)} as ${sql.ref(`${table}_${column}`)}`,
    ),
  );

const readStatement = (asked: readonly AskedCard[]): RawBuilder<Flat> => sql`
  /* prepared: read_asked */
  select ${columnsOf('card', CARD)}, ${columnsOf('cardholder', CARDHOLDER)},
    ${columnsOf('account', ACCOUNT)}, ${columnsOf('settings', SETTINGS)},
    used_card.counters as used_card_counters, used_card.velocity as used_card_velocity,
    used_cardholder.counters as used_cardholder_counters,
    used_cardholder.velocity as used_cardholder_velocity,
    used_program.counters as used_program_counters, used_program.velocity as used_program_velocity,
    endpoint.id as endpoint_id,
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
  left join idempotent_answer answer on answer.account_id = asked.account_id
    and answer.livemode = asked.livemode and answer.key = asked.key
  order by asked.turn`;

type Flat = Readonly<Record<string, unknown>>;

const toAskedRow = (flat: Flat): AskedRow => ({
  card: part<PlainCardRow>(flat, 'card', CARD),
  cardholder: part<IssuingCardholderRow>(flat, 'cardholder', CARDHOLDER),
  account: part<AccountRow>(flat, 'account', ACCOUNT),
  settings: part<IssuingSettingsRow>(flat, 'settings', SETTINGS),
  usage: {
    card: part<Usage>(flat, 'used_card', USAGE),
    cardholder: part<Usage>(flat, 'used_cardholder', USAGE),
    program: part<Usage>(flat, 'used_program', USAGE),
  },
  endpointId: flat['endpoint_id'] === null ? null : String(flat['endpoint_id']),
  answer: toStoredAnswer(flat),
});

const USAGE = ['counters', 'velocity'] as const;

/** The part of a row that belongs to one table; absent when the join has found none. Its first column is never null. */
function part<T extends object>(
  flat: Flat,
  table: string,
  columns: readonly (keyof T & string)[],
): T | undefined {
  if (flat[`${table}_${columns[0]}`] === null) return undefined;
  // The columns are those of the type, by `satisfies`; the values are the driver's, as everywhere.
  return Object.fromEntries(columns.map((column) => [column, flat[`${table}_${column}`]])) as T;
}

function toStoredAnswer(flat: Flat): StoredAnswer | undefined {
  const { answer_request_hash: hash, answer_request_id: id } = flat;
  if (!Buffer.isBuffer(hash)) return undefined;
  const { answer_event_id: eventId, answer_body_sealed: body } = flat;
  return {
    requestHash: hash,
    requestId: String(id),
    eventId: (typeof eventId === 'string' && parseId('event', eventId)) || null,
    bodySealed: Buffer.isBuffer(body) ? body : null,
  };
}
