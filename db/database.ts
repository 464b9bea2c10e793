import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely';
import type {
  AuthorizationMethod,
  AuthorizationStatus,
  Wallet,
} from '../domain/authorization/authorization.ts';
import type {
  CancellationReason,
  CardBrand,
  CardStatus,
  CardType,
  ReplacementReason,
} from '../domain/card/card.ts';
import type { Shipment, Shipping, ShippingStatus } from '../domain/card/shipping.ts';
import type { CardholderStatus, CardholderType, Locale } from '../domain/cardholder/cardholder.ts';
import type { ScreeningState } from '../domain/cardholder/screening.ts';
import type {
  AccountId,
  ApiKeyId,
  AuthorizationId,
  CardBoxId,
  CardholderId,
  CardId,
  EventId,
  IssuingTransactionId,
  OutboxEntryId,
  PersonalizationDesignId,
} from '../domain/ids.ts';
import type { Currency } from '../domain/money.ts';
import type { Scope } from '../domain/scope.ts';
import type { Fixed, Json, Metadata, NullableJson, Optional, Owned } from './columns.ts';
import type {
  AmountDetailsJson,
  AuthorizationTraceJson,
  ConversionJson,
  FleetJson,
  FraudChallengeJson,
  FraudWarningJson,
  FuelJson,
  MerchantDataJson,
  NetworkDataJson,
  PendingRequestJson,
  PurchaseDetailsJson,
  RequestHistoryEntryJson,
  RiskJson,
  SpendingControlsJson,
  SpendingCountersJson,
  TransactionNetworkDataJson,
  VelocityJson,
  VerificationDataJson,
} from './json.ts';
import type { OutboxKind } from './outbox/kind.ts';
import type { CardBoxTable } from './tables/card-box.ts';
import type {
  BankCreditTable,
  FundingInstructionsTable,
  IssuingFundingRuleTable,
  NegativeBalanceTable,
} from './tables/push-funding.ts';
import type { DesignTable, PhysicalBundleTable } from './tables/design.ts';
import type { FileContentTable, FileLinkTable, FileTable } from './tables/file.ts';
import type { EphemeralKeyTable } from './tables/ephemeral-key.ts';
import type { PinEncryptionKeyTable } from './tables/pin-encryption-key.ts';
import type {
  IssuingSettlementTable,
  SettlementBreakTable,
  SettlementDayTable,
  SettlementFileTable,
  SettlementLineTable,
  SettlementPaymentTable,
} from './tables/settlement.ts';
import type { BalanceTransferTable } from './tables/balance-transfer.ts';
import type {
  BalanceTransactionView,
  LedgerAccountTable,
  LedgerTransferTable,
} from './tables/ledger.ts';
import type { PayoutTable } from './tables/payout.ts';
import type {
  BankAccountTable,
  BankAccountTokenTable,
  BankAccountVerificationTable,
  PaymentMethodTable,
  SetupIntentTable,
  SourceTable,
  TopupTable,
} from './tables/pull-funding.ts';
import type { ClockedWorkflowTable, TestClockTable } from './tables/test-clock.ts';
import type { WebhookDeliveryTable, WebhookEndpointTable } from './tables/webhook-endpoint.ts';

/** The columns that every row carries, as a condition: `where((eb) => eb.and({ ...owned(scope), … }))`. */
export const owned = ({ accountId, livemode }: Scope) => ({ account_id: accountId, livemode });

interface AccountTable {
  id: Fixed<AccountId>;
  country: string;
  default_currency: Currency;
  business_name: string;
  card_issuing: 'active' | 'inactive' | 'pending';
  default_brand: CardBrand;
  created_at: Fixed<Date>;
}
export type AccountRow = Selectable<AccountTable>;

interface ApiKeyTable extends Owned {
  id: Fixed<ApiKeyId>;
  hash: Buffer;
  last4: string;
  revoked_at: Date | null;
}

interface IssuingCardholderTable extends Owned {
  id: Fixed<CardholderId>;
  type: Fixed<CardholderType>;
  status: CardholderStatus;
  name: string;
  email: string | null;
  phone_number: string | null;
  address_line1: string;
  address_line2: string | null;
  address_city: string;
  address_state: string | null;
  address_postal_code: string;
  address_country: string;
  first_name: string | null;
  last_name: string | null;
  /** `YYYY-MM-DD`. */
  date_of_birth: string | null;
  terms_accepted_at: Date | null;
  terms_accepted_ip: string | null;
  terms_accepted_user_agent: string | null;
  tax_id_sealed: Buffer | null;
  preferred_locales: Locale[] | null;
  spending_controls: Json<SpendingControlsJson>;
  metadata: Metadata;
  screening: ScreeningState;
  screening_request: number;
  screening_revision: number;
}
export type IssuingCardholderRow = Selectable<IssuingCardholderTable>;
export type NewIssuingCardholder = Insertable<IssuingCardholderTable>;
export type IssuingCardholderChange = Updateable<IssuingCardholderTable>;

interface IssuingCardTable extends Owned {
  id: Fixed<CardId>;
  cardholder_id: Fixed<CardholderId>;
  type: Fixed<CardType>;
  status: CardStatus;
  cancellation_reason: CancellationReason | null;
  brand: Fixed<CardBrand>;
  currency: Fixed<Currency>;
  last4: Fixed<string>;
  exp_month: Fixed<number>;
  exp_year: Fixed<number>;
  number_sealed: Fixed<Buffer>;
  number_hash: Fixed<Buffer>;
  cvc_sealed: Fixed<Buffer>;
  pin_failures: Generated<number>;
  /** The first card of the chain of replacements: a card that replaces none is its own. */
  chain_id: Fixed<CardId>;
  cancel_after_payments: ColumnType<number | null, number | null | undefined, never>;
  payments: Generated<number>;
  latest_fraud_warning: NullableJson<FraudWarningJson>;
  spending_controls: Json<SpendingControlsJson>;
  metadata: Metadata;
  second_line: ColumnType<string | null, string | null | undefined, never>;
  personalization_design_id: Optional<PersonalizationDesignId>;
  /** Null: a virtual card. */
  shipping: NullableJson<Shipping>;
  shipping_status: Optional<ShippingStatus>;
  shipping_revision: Generated<number>;
  shipment: NullableJson<Shipment>;
  ordered_at: Optional<Date>;
  box_id: Optional<CardBoxId>;
  is_free: ColumnType<boolean, boolean | undefined, never>;
  fee_movement: Optional<string>;
  fee_refund_movement: Optional<string>;
  replacement_for: ColumnType<CardId | null, CardId | null | undefined, never>;
  replaced_by: Optional<CardId>;
  replacement_reason: ColumnType<
    ReplacementReason | null,
    ReplacementReason | null | undefined,
    never
  >;
  pin_sealed: Optional<Buffer>;
  /** Of the cards with one number, the one that the number means now. */
  bears_number: Generated<boolean>;
}
export type IssuingCardRow = Selectable<IssuingCardTable>;
/** Kept secret, or needed by nobody but who prints and ships the card. */
type AsideOfCard =
  | 'bears_number'
  | 'box_id'
  | 'cvc_sealed'
  | 'fee_movement'
  | 'fee_refund_movement'
  | 'is_free'
  | 'number_hash'
  | 'number_sealed'
  | 'ordered_at'
  | 'pin_sealed'
  | 'shipping_revision';
/** A card as purchases read it and as the wire shows it. */
export type PlainCardRow = Omit<IssuingCardRow, AsideOfCard>;
export type NewIssuingCard = Insertable<IssuingCardTable>;
export type IssuingCardChange = Updateable<IssuingCardTable>;

interface IssuingAuthorizationTable extends Owned {
  id: Fixed<AuthorizationId>;
  card_id: Fixed<CardId>;
  cardholder_id: Fixed<CardholderId>;
  status: AuthorizationStatus;
  approved: boolean;
  amount: bigint;
  currency: Fixed<Currency>;
  merchant_amount: bigint;
  merchant_currency: Fixed<string>;
  authorization_method: Fixed<AuthorizationMethod>;
  merchant_data: Json<MerchantDataJson>;
  network_data: Json<NetworkDataJson>;
  verification_data: Json<VerificationDataJson>;
  wallet: Fixed<Wallet | null>;
  amount_details: NullableJson<AmountDetailsJson>;
  fleet: NullableJson<FleetJson>;
  fuel: NullableJson<FuelJson>;
  conversion: NullableJson<ConversionJson>;
  risk: NullableJson<RiskJson>;
  fraud_challenges: NullableJson<readonly FraudChallengeJson[]>;
  verified_by_fraud_challenge: ColumnType<
    boolean | null,
    boolean | null | undefined,
    boolean | null
  >;
  /** What a decision endpoint has been asked and not answered. */
  pending_request: NullableJson<PendingRequestJson>;
  decide_by: ColumnType<Date | null, Date | null | undefined, Date | null>;
  expires_at: Date;
  /** What it counts against limits: held + captured - refunded. */
  spent: ColumnType<bigint, bigint | undefined, bigint>;
  request_history: Json<readonly RequestHistoryEntryJson[]>;
  trace: Json<AuthorizationTraceJson>;
  metadata: Metadata;
  hold_movement: string | null;
  hold_leg: number | null;
}
export type IssuingAuthorizationRow = Selectable<IssuingAuthorizationTable>;

interface IssuingTransactionTable extends Owned {
  id: Fixed<IssuingTransactionId>;
  type: Fixed<'capture' | 'refund'>;
  card_id: Fixed<CardId>;
  cardholder_id: Fixed<CardholderId>;
  authorization_id: Fixed<AuthorizationId | null>;
  amount: Fixed<bigint>;
  currency: Fixed<Currency>;
  merchant_amount: Fixed<bigint>;
  merchant_currency: Fixed<string>;
  merchant_data: Json<MerchantDataJson>;
  network_data: Json<TransactionNetworkDataJson>;
  wallet: Fixed<Wallet | null>;
  amount_details: NullableJson<AmountDetailsJson>;
  purchase_details: NullableJson<PurchaseDetailsJson>;
  metadata: Metadata;
  movement: Fixed<string>;
  refund_of: ColumnType<
    IssuingTransactionId | null,
    IssuingTransactionId | null | undefined,
    never
  >;
  /** On which day it settles, and by what the network knows it. Nulls: it cleared before days were kept. */
  settlement_day: ColumnType<string | null, string | null | undefined, string>;
  acquirer_reference: ColumnType<string | null, string | null | undefined, never>;
}
export type IssuingTransactionRow = Selectable<IssuingTransactionTable>;

interface EventTable extends Owned {
  id: Fixed<EventId>;
  type: Fixed<string>;
  object_id: Fixed<string>;
  api_version: Fixed<string>;
  request_id: Fixed<string | null>;
  idempotency_key: Fixed<string | null>;
  data_sealed: Fixed<Buffer>;
  /** Given by Postgres: events appear in its order. */
  position: ColumnType<bigint, never, never>;
}
export type EventRow = Selectable<EventTable>;
export type NewEvent = Insertable<EventTable>;

interface IdempotentAnswerTable extends Owned {
  key: Fixed<string>;
  request_hash: Fixed<Buffer>;
  status: Fixed<number>;
  /** Null when the answer is the object of an event, or still to come. */
  body_sealed: ColumnType<Buffer | null, Buffer | null, never>;
  event_id: ColumnType<EventId | null, EventId | null | undefined, EventId>;
  request_id: Fixed<string>;
}
export type IdempotentAnswerRow = Selectable<IdempotentAnswerTable>;

/** Written by whoever has locked the Issuing balance of the account. */
interface SpendingUsageTable extends Omit<Owned, 'created_at'> {
  owner_id: Fixed<AccountId | CardholderId | CardId>;
  counters: Json<SpendingCountersJson>;
  velocity: NullableJson<VelocityJson>;
}

interface IssuingSettingsTable extends Owned {
  spending_controls: Json<SpendingControlsJson>;
  on_decision_timeout: 'approve' | 'decline';
  on_decision_error: 'approve' | 'decline';
  cash_withdrawals: boolean;
}
export type IssuingSettingsRow = Selectable<IssuingSettingsTable>;

export type { OutboxKind };

interface OutboxTable extends Owned {
  id: Fixed<OutboxEntryId>;
  kind: Fixed<OutboxKind>;
  object_id: Fixed<string>;
  payload: Json<Readonly<Record<string, boolean | number | string>>>;
  /** The account's test clock when the row was written. Null: real time. */
  frozen_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  attempts: Generated<number>;
  due_at: Generated<Date>;
}

export type OutboxRow = Selectable<OutboxTable>;

/** A table is named after the wire object it stores: `authorization` alone is a reserved word. */
export interface Database {
  account: AccountTable;
  api_key: ApiKeyTable;
  balance_transaction: BalanceTransactionView;
  balance_transfer: BalanceTransferTable;
  bank_account: BankAccountTable;
  bank_account_token: BankAccountTokenTable;
  bank_account_verification: BankAccountVerificationTable;
  bank_credit: BankCreditTable;
  card_box: CardBoxTable;
  clocked_workflow: ClockedWorkflowTable;
  ephemeral_key: EphemeralKeyTable;
  event: EventTable;
  file: FileTable;
  file_content: FileContentTable;
  file_link: FileLinkTable;
  funding_instructions: FundingInstructionsTable;
  idempotent_answer: IdempotentAnswerTable;
  issuing_authorization: IssuingAuthorizationTable;
  issuing_card: IssuingCardTable;
  issuing_cardholder: IssuingCardholderTable;
  issuing_funding_rule: IssuingFundingRuleTable;
  issuing_personalization_design: DesignTable;
  issuing_physical_bundle: PhysicalBundleTable;
  issuing_settings: IssuingSettingsTable;
  issuing_settlement: IssuingSettlementTable;
  issuing_transaction: IssuingTransactionTable;
  ledger_account: LedgerAccountTable;
  ledger_transfer: LedgerTransferTable;
  negative_balance: NegativeBalanceTable;
  outbox: OutboxTable;
  payment_method: PaymentMethodTable;
  payout: PayoutTable;
  pin_encryption_key: PinEncryptionKeyTable;
  settlement_break: SettlementBreakTable;
  settlement_day: SettlementDayTable;
  settlement_file: SettlementFileTable;
  settlement_line: SettlementLineTable;
  settlement_payment: SettlementPaymentTable;
  setup_intent: SetupIntentTable;
  source: SourceTable;
  spending_usage: SpendingUsageTable;
  test_clock: TestClockTable;
  topup: TopupTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_endpoint: WebhookEndpointTable;
}
