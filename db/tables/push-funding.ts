import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely';
import type { BankCreditStatus, HeldReason } from '../../domain/funding/bank-credit.ts';
import type { FinancialAddress } from '../../domain/funding/financial-address.ts';
import type { ThresholdType } from '../../domain/funding/funding-rule.ts';
import type { NegativeBalanceStatus } from '../../domain/funding/negative-balance.ts';
import type { Network } from '../../domain/funding/rails.ts';
import type {
  AccountId,
  BankCreditId,
  FundingInstructionsId,
  FundingRuleId,
  LedgerAccountId,
  NegativeBalanceId,
  TopupId,
} from '../../domain/ids.ts';
import type { BalanceType } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { Fixed, Metadata, Owned } from '../columns.ts';

export interface FundingInstructionsTable extends Owned {
  id: Fixed<FundingInstructionsId>;
  currency: Fixed<Currency>;
  address_type: Fixed<FinancialAddress['type']>;
  bank_code: Fixed<string>;
  account_number: Fixed<string>;
}
export type FundingInstructionsRow = Selectable<FundingInstructionsTable>;

/** Null in the beginning, and written once. */
type Later<T> = ColumnType<T | null, T | null | undefined, T>;

export interface BankCreditTable extends Owned {
  id: Fixed<BankCreditId>;
  advised_by: Fixed<string>;
  bank_reference: Fixed<string>;
  network: Fixed<Network>;
  amount: Fixed<bigint>;
  currency: Fixed<Currency>;
  address: Fixed<string>;
  reference: Fixed<string | null>;
  sender_name: Fixed<string | null>;
  funding_instructions_id: Fixed<FundingInstructionsId | null>;
  status: BankCreditStatus;
  held_reason: Fixed<HeldReason | null>;
  return_at: Fixed<Date | null>;
  credited_account_id: Later<AccountId>;
  credited_at: Later<Date>;
  return_reference: Later<string>;
  returned_at: Later<Date>;
}
export type BankCreditRow = Selectable<BankCreditTable>;
export type NewBankCredit = Insertable<BankCreditTable>;
export type BankCreditChange = Updateable<BankCreditTable>;

export interface IssuingFundingRuleTable extends Owned {
  id: Fixed<FundingRuleId>;
  currency: Fixed<Currency>;
  active: boolean;
  threshold_type: ThresholdType;
  threshold_value: bigint;
  topup_amount: bigint | null;
  topup_source: string | null;
  checked_at: Later<Date>;
  triggered_at: Later<Date>;
  triggered_available: Later<bigint>;
  triggered_topup_id: ColumnType<TopupId | null, TopupId | null | undefined, TopupId | null>;
  triggered_failure: ColumnType<string | null, string | null | undefined, string | null>;
  metadata: Metadata;
}
export type IssuingFundingRuleRow = Selectable<IssuingFundingRuleTable>;
export type NewIssuingFundingRule = Insertable<IssuingFundingRuleTable>;
export type IssuingFundingRuleChange = Updateable<IssuingFundingRuleTable>;

export interface NegativeBalanceTable extends Owned {
  id: Fixed<NegativeBalanceId>;
  ledger_account_id: Fixed<LedgerAccountId>;
  balance_type: Fixed<BalanceType>;
  currency: Fixed<Currency>;
  status: NegativeBalanceStatus;
  amount: Fixed<bigint>;
  reminders: Generated<number>;
  written_off: Later<bigint>;
  resolved_at: Later<Date>;
}
export type NegativeBalanceRow = Selectable<NegativeBalanceTable>;
export type NegativeBalanceChange = Updateable<NegativeBalanceTable>;
