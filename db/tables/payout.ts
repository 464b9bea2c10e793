import type { Insertable, Selectable, Updateable } from 'kysely';
import type { BankAccountId, PayoutId } from '../../domain/ids.ts';
import type { BalanceType } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { PayoutFailureCode, PayoutMethod, PayoutStatus } from '../../domain/payout/payout.ts';
import type { Fixed, Metadata, Optional, Owned } from '../columns.ts';

export interface PayoutTable extends Owned {
  id: Fixed<PayoutId>;
  /** What moves, whichever way: a reversal moves it back. */
  amount: Fixed<bigint>;
  currency: Fixed<Currency>;
  balance_type: Fixed<BalanceType>;
  destination_id: Fixed<BankAccountId>;
  method: Fixed<PayoutMethod>;
  status: PayoutStatus;
  description: Fixed<string | null>;
  statement_descriptor: Fixed<string | null>;
  metadata: Metadata;
  cutoff_at: Fixed<Date>;
  arrives_at: Fixed<Date>;
  submitted_at: Optional<Date>;
  bank_reference: Optional<string>;
  failure_code: Optional<PayoutFailureCode>;
  movement: Optional<string>;
  paid_movement: Optional<string>;
  return_movement: Optional<string>;
  original_payout_id: Optional<PayoutId>;
  reversed_by_id: Optional<PayoutId>;
}
export type PayoutRow = Selectable<PayoutTable>;
export type NewPayout = Insertable<PayoutTable>;
export type PayoutChange = Updateable<PayoutTable>;
