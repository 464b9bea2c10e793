import type { Insertable, Selectable } from 'kysely';
import type { BalanceTransferStatus } from '../../domain/balance-transfer/balance-transfer.ts';
import type { BalanceTransferId } from '../../domain/ids.ts';
import type { BalanceType } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { Fixed, Metadata, Optional, Owned } from '../columns.ts';

export interface BalanceTransferTable extends Owned {
  id: Fixed<BalanceTransferId>;
  amount: Fixed<bigint>;
  currency: Fixed<Currency>;
  source_balance: Fixed<BalanceType>;
  destination_balance: Fixed<BalanceType>;
  status: BalanceTransferStatus;
  arrives_at: Fixed<Date>;
  metadata: Metadata;
  movement: Fixed<string>;
  arrival_movement: Optional<string>;
}
export type BalanceTransferRow = Selectable<BalanceTransferTable>;
export type NewBalanceTransfer = Insertable<BalanceTransferTable>;
