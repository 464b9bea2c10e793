import type { Generated, Selectable } from 'kysely';
import type {
  AccountId,
  AuthorizationId,
  BalanceTransactionId,
  IssuingTransactionId,
  LedgerAccountId,
} from '../../domain/ids.ts';
import type { BalanceType, LedgerAccountCode } from '../../domain/ledger/accounts.ts';
import type { BalanceTransactionType } from '../../domain/ledger/balance-transaction.ts';
import type {
  MovementSourceId,
  TransferCode,
  TransferPhase,
} from '../../domain/ledger/transfer.ts';
import type { Currency } from '../../domain/money.ts';
import type { Fixed, Owned } from '../columns.ts';

export interface LedgerAccountTable extends Owned {
  id: Fixed<LedgerAccountId>;
  code: Fixed<LedgerAccountCode>;
  currency: Fixed<Currency>;
  debits_pending: Generated<bigint>;
  debits_posted: Generated<bigint>;
  credits_pending: Generated<bigint>;
  credits_posted: Generated<bigint>;
}
export type LedgerAccountRow = Selectable<LedgerAccountTable>;

export interface LedgerTransferTable extends Owned {
  movement: Fixed<string>;
  leg: Fixed<number>;
  phase: Fixed<TransferPhase>;
  code: Fixed<TransferCode>;
  debit_id: Fixed<LedgerAccountId>;
  credit_id: Fixed<LedgerAccountId>;
  amount: Fixed<bigint>;
  currency: Fixed<Currency>;
  pending_movement: Fixed<string | null>;
  pending_leg: Fixed<number | null>;
  pending_amount: Fixed<bigint | null>;
  authorization_id: Fixed<AuthorizationId | null>;
  issuing_transaction_id: Fixed<IssuingTransactionId | null>;
  source_id: Fixed<MovementSourceId | null>;
}

/** A view of the ledger. */
export interface BalanceTransactionView {
  account_id: AccountId;
  livemode: boolean;
  id: BalanceTransactionId;
  movement: string;
  part: number;
  balance_type: BalanceType;
  type: BalanceTransactionType;
  amount: bigint;
  currency: Currency;
  /** Why the movement was made. */
  code: TransferCode;
  authorization_id: AuthorizationId | null;
  /** What the movement is about, when it is no purchase: found by an index, and the next is not. */
  movement_source_id: MovementSourceId | null;
  source_id: AuthorizationId | IssuingTransactionId | MovementSourceId | null;
  created_at: Date;
}
export type BalanceTransactionRow = Selectable<BalanceTransactionView>;

/** What a reader sees of one. A movement that was just written gives it without asking the view. */
export type BalanceTransactionLine = Pick<
  BalanceTransactionRow,
  'amount' | 'balance_type' | 'created_at' | 'currency' | 'id' | 'source_id' | 'type'
>;
