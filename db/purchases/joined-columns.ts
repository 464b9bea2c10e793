/**
 * The rows of several tables in one row: the columns of a card are `card_id`, `card_status` and so on. An
 * outer join that has found nothing leaves nulls in all of them, and first of all in the key.
 */
import { type RawBuilder, sql } from 'kysely';
import type {
  AccountRow,
  IssuingCardholderRow,
  IssuingSettingsRow,
  PlainCardRow,
} from '../database.ts';

type Joined<T, P extends string, K extends keyof T & string> = {
  readonly [C in Exclude<keyof T & string, K> as `${P}_${C}`]: T[C];
} & { readonly [C in K as `${P}_${C}`]: T[C] | null };

type PlainCardRowColumns = Joined<PlainCardRow, 'card', 'id'>;
type IssuingCardholderRowColumns = Joined<IssuingCardholderRow, 'cardholder', 'id'>;
type AccountRowColumns = Joined<AccountRow, 'account', 'id'>;
type IssuingSettingsRowColumns = Joined<IssuingSettingsRow, 'settings', 'account_id'>;
export type JoinedColumns = PlainCardRowColumns &
  IssuingCardholderRowColumns &
  AccountRowColumns &
  IssuingSettingsRowColumns;
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
  'second_line',
  'personalization_design_id',
  'shipping',
  'shipping_status',
  'shipment',
  'replacement_for',
  'replaced_by',
  'replacement_reason',
  'created_at',
] as const;
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
] as const;
const ACCOUNT = [
  'id',
  'country',
  'default_currency',
  'business_name',
  'card_issuing',
  'default_brand',
  'created_at',
] as const;
const SETTINGS = [
  'account_id',
  'livemode',
  'spending_controls',
  'on_decision_timeout',
  'on_decision_error',
  'cash_withdrawals',
  'created_at',
] as const;

const columnsOf = (table: string, columns: readonly string[]): readonly RawBuilder<unknown>[] =>
  columns.map(
    (column) => sql`${sql.ref(`${table}.${column}`)} as ${sql.ref(`${table}_${column}`)}`,
  );

/** Of the tables that the statement calls `card`, `cardholder`, `account` and `settings`. */
export const joinedColumns: RawBuilder<unknown> = sql.join([
  ...columnsOf('card', CARD),
  ...columnsOf('cardholder', CARDHOLDER),
  ...columnsOf('account', ACCOUNT),
  ...columnsOf('settings', SETTINGS),
]);

export const cardOf = (row: PlainCardRowColumns): PlainCardRow | undefined =>
  row.card_id === null
    ? undefined
    : {
        account_id: row.card_account_id,
        livemode: row.card_livemode,
        cardholder_id: row.card_cardholder_id,
        type: row.card_type,
        status: row.card_status,
        cancellation_reason: row.card_cancellation_reason,
        brand: row.card_brand,
        currency: row.card_currency,
        last4: row.card_last4,
        exp_month: row.card_exp_month,
        exp_year: row.card_exp_year,
        pin_failures: row.card_pin_failures,
        chain_id: row.card_chain_id,
        cancel_after_payments: row.card_cancel_after_payments,
        payments: row.card_payments,
        latest_fraud_warning: row.card_latest_fraud_warning,
        spending_controls: row.card_spending_controls,
        metadata: row.card_metadata,
        second_line: row.card_second_line,
        personalization_design_id: row.card_personalization_design_id,
        shipping: row.card_shipping,
        shipping_status: row.card_shipping_status,
        shipment: row.card_shipment,
        replacement_for: row.card_replacement_for,
        replaced_by: row.card_replaced_by,
        replacement_reason: row.card_replacement_reason,
        created_at: row.card_created_at,
        id: row.card_id,
      };

export const cardholderOf = (row: IssuingCardholderRowColumns): IssuingCardholderRow | undefined =>
  row.cardholder_id === null
    ? undefined
    : {
        account_id: row.cardholder_account_id,
        livemode: row.cardholder_livemode,
        type: row.cardholder_type,
        status: row.cardholder_status,
        name: row.cardholder_name,
        email: row.cardholder_email,
        phone_number: row.cardholder_phone_number,
        address_line1: row.cardholder_address_line1,
        address_line2: row.cardholder_address_line2,
        address_city: row.cardholder_address_city,
        address_state: row.cardholder_address_state,
        address_postal_code: row.cardholder_address_postal_code,
        address_country: row.cardholder_address_country,
        first_name: row.cardholder_first_name,
        last_name: row.cardholder_last_name,
        date_of_birth: row.cardholder_date_of_birth,
        terms_accepted_at: row.cardholder_terms_accepted_at,
        terms_accepted_ip: row.cardholder_terms_accepted_ip,
        terms_accepted_user_agent: row.cardholder_terms_accepted_user_agent,
        tax_id_sealed: row.cardholder_tax_id_sealed,
        preferred_locales: row.cardholder_preferred_locales,
        spending_controls: row.cardholder_spending_controls,
        metadata: row.cardholder_metadata,
        screening: row.cardholder_screening,
        screening_request: row.cardholder_screening_request,
        screening_revision: row.cardholder_screening_revision,
        created_at: row.cardholder_created_at,
        id: row.cardholder_id,
      };

export const accountOf = (row: AccountRowColumns): AccountRow | undefined =>
  row.account_id === null
    ? undefined
    : {
        country: row.account_country,
        default_currency: row.account_default_currency,
        business_name: row.account_business_name,
        card_issuing: row.account_card_issuing,
        default_brand: row.account_default_brand,
        created_at: row.account_created_at,
        id: row.account_id,
      };

export const ownSettingsOf = (row: IssuingSettingsRowColumns): IssuingSettingsRow | undefined =>
  row.settings_account_id === null
    ? undefined
    : {
        livemode: row.settings_livemode,
        spending_controls: row.settings_spending_controls,
        on_decision_timeout: row.settings_on_decision_timeout,
        on_decision_error: row.settings_on_decision_error,
        cash_withdrawals: row.settings_cash_withdrawals,
        created_at: row.settings_created_at,
        account_id: row.settings_account_id,
      };
