import type { ColumnType, Insertable, Selectable, Updateable } from 'kysely';
import type {
  AccountHolderType,
  BankAccountStatus,
  BankAccountType,
} from '../../domain/bank-account/bank-account.ts';
import type { ReturnCode } from '../../domain/bank-account/return-code.ts';
import type {
  VerificationFailure,
  VerificationMethod,
  VerificationStatus,
} from '../../domain/bank-account/verification.ts';
import type {
  BankAccountId,
  BankAccountTokenId,
  PaymentMethodId,
  SetupIntentId,
  SourceId,
  TopupId,
} from '../../domain/ids.ts';
import type { BalanceType } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { TopupInitiator, TopupStatus } from '../../domain/topup/topup.ts';
import type { Fixed, Json, Metadata, NullableJson, Owned } from '../columns.ts';

/** Null in the beginning. */
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface BankAccountTable extends Owned {
  id: Fixed<BankAccountId>;
  country: Fixed<string>;
  currency: Fixed<Currency>;
  account_holder_name: string | null;
  account_holder_type: AccountHolderType | null;
  account_type: BankAccountType | null;
  routing_number: Fixed<string | null>;
  number_sealed: Fixed<Buffer>;
  fingerprint: Fixed<string>;
  last4: Fixed<string>;
  status: BankAccountStatus;
  is_external: boolean;
  default_for_currency: ColumnType<boolean, boolean | undefined, boolean>;
  metadata: Metadata;
  deleted_at: Later<Date>;
}
export type BankAccountRow = Selectable<BankAccountTable>;
export type NewBankAccount = Insertable<BankAccountTable>;
export type BankAccountChange = Updateable<BankAccountTable>;

/** Its id is the bank account's. */
export interface BankAccountVerificationTable extends Owned {
  id: Fixed<BankAccountId>;
  method: Fixed<VerificationMethod>;
  status: VerificationStatus;
  failure_code: Later<VerificationFailure>;
  attempts: ColumnType<number, number | undefined, number>;
  expected_sealed: Later<Buffer>;
  cutoff_at: Fixed<Date>;
  arrives_at: Fixed<Date>;
  expires_at: Fixed<Date>;
}
export type BankAccountVerificationRow = Selectable<BankAccountVerificationTable>;
export type BankAccountVerificationChange = Updateable<BankAccountVerificationTable>;

export interface BankAccountTokenTable extends Owned {
  id: Fixed<BankAccountTokenId>;
  bank_account_id: Fixed<BankAccountId>;
  used_at: Later<Date>;
}
export type BankAccountTokenRow = Selectable<BankAccountTokenTable>;

export interface SourceOwnerJson {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

export interface SourceTable extends Owned {
  id: Fixed<SourceId>;
  bank_account_id: Fixed<BankAccountId>;
  owner: NullableJson<SourceOwnerJson>;
  statement_descriptor: Fixed<string | null>;
  usage: Fixed<'reusable' | 'single_use'>;
  client_secret: Fixed<string>;
  metadata: Metadata;
}
export type SourceRow = Selectable<SourceTable>;
export type NewSource = Insertable<SourceTable>;

export interface BillingDetailsJson {
  readonly address: {
    readonly city: string | null;
    readonly country: string | null;
    readonly line1: string | null;
    readonly line2: string | null;
    readonly postal_code: string | null;
    readonly state: string | null;
  };
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

export interface PaymentMethodTable extends Owned {
  id: Fixed<PaymentMethodId>;
  bank_account_id: Fixed<BankAccountId>;
  billing_details: Json<BillingDetailsJson>;
  allow_redisplay: 'always' | 'limited' | 'unspecified';
  metadata: Metadata;
}
export type PaymentMethodRow = Selectable<PaymentMethodTable>;
export type NewPaymentMethod = Insertable<PaymentMethodTable>;

export interface SetupIntentTable extends Owned {
  id: Fixed<SetupIntentId>;
  status:
    | 'canceled'
    | 'requires_action'
    | 'requires_confirmation'
    | 'requires_payment_method'
    | 'succeeded';
  payment_method_id: Later<PaymentMethodId>;
  attach_to_self: Fixed<boolean>;
  flow_directions: ('inbound' | 'outbound')[] | null;
  description: string | null;
  cancellation_reason: Later<'abandoned' | 'duplicate' | 'requested_by_customer'>;
  last_error: Later<VerificationFailure>;
  usage: Fixed<'off_session' | 'on_session'>;
  client_secret: Fixed<string>;
  metadata: Metadata;
}
export type SetupIntentRow = Selectable<SetupIntentTable>;
export type NewSetupIntent = Insertable<SetupIntentTable>;
export type SetupIntentChange = Updateable<SetupIntentTable>;

export interface TopupTable extends Owned {
  id: Fixed<TopupId>;
  amount: Fixed<bigint>;
  currency: Fixed<Currency>;
  balance_type: Fixed<BalanceType>;
  status: TopupStatus;
  bank_account_id: Fixed<BankAccountId>;
  source_id: Fixed<SourceId | null>;
  payment_method_id: Fixed<PaymentMethodId | null>;
  description: string | null;
  statement_descriptor: Fixed<string | null>;
  transfer_group: Fixed<string | null>;
  metadata: Metadata;
  initiated_by: Fixed<TopupInitiator>;
  cutoff_at: Fixed<Date>;
  available_at: Fixed<Date>;
  submitted_at: Later<Date>;
  bank_reference: Later<string>;
  failure_code: Later<ReturnCode>;
  movement: Later<string>;
  reversal_movement: Later<string>;
}
export type TopupRow = Selectable<TopupTable>;
export type NewTopup = Insertable<TopupTable>;
export type TopupChange = Updateable<TopupTable>;
