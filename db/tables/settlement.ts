import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type {
  AccountId,
  IssuingTransactionId,
  SettlementBreakId,
  SettlementId,
} from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { BreakKind, BreakResolution } from '../../domain/settlement/break.ts';
import type { Network } from '../../domain/settlement/network.ts';
import type { DayStatus } from '../../domain/settlement/standing.ts';
import type { Fixed, Json, Metadata, Owned } from '../columns.ts';

/** A network's business day: see `domain/settlement/day.ts`. */
export interface SettlementDayTable extends Owned {
  id: Fixed<string>;
  network: Fixed<Network>;
  business_date: Fixed<CivilDate>;
  cutoff_at: Fixed<Date>;
  status: DayStatus;
  problem: ColumnType<string | null, string | null | undefined, string | null>;
  revision: Generated<number>;
}
export type SettlementDayRow = Selectable<SettlementDayTable>;

/** The settlement of the wire: what an account's cards came to on a day, in one currency. */
export interface IssuingSettlementTable extends Owned {
  id: Fixed<SettlementId>;
  day_id: Fixed<string>;
  currency: Fixed<Currency>;
  network: Fixed<Network>;
  clearing_date: Fixed<Date>;
  transaction_count: number;
  /** Positive: owed to the network. */
  net_amount: bigint;
  status: 'complete' | 'pending';
  movement: string | null;
  metadata: Metadata;
}
export type IssuingSettlementRow = Selectable<IssuingSettlementTable>;

export interface SettlementFileTable extends Owned {
  day_id: Fixed<string>;
  digest: Fixed<string>;
  status: 'accepted' | 'reading' | 'refused';
  row_count: number;
}

export interface SettlementLineTable extends Owned {
  day_id: Fixed<string>;
  reference: Fixed<string>;
  currency: Fixed<string>;
  amount: Fixed<bigint>;
  digest: Fixed<string>;
}

export interface SettlementPaymentTable extends Owned {
  day_id: Fixed<string>;
  currency: Fixed<Currency>;
  /** Positive: we pay. */
  amount: Fixed<bigint>;
  status: 'booked' | 'confirmed' | 'planned' | 'submitted';
  bank_reference: string | null;
  submitted_at: Date | null;
}
export type SettlementPaymentRow = Selectable<SettlementPaymentTable>;

/** An amount inside `jsonb`, where a number would lose its last digits. */
export interface ClaimJson {
  readonly amount: string;
  readonly currency: string;
}

/** Where our clearings, the network's advice and the bank's statement differ. */
export interface SettlementBreakTable extends Owned {
  id: Fixed<SettlementBreakId>;
  day_id: Fixed<string>;
  kind: Fixed<BreakKind>;
  reference: Fixed<string>;
  transaction_account_id: Fixed<AccountId | null>;
  transaction_id: Fixed<IssuingTransactionId | null>;
  ours: Json<readonly ClaimJson[]>;
  theirs: Json<readonly ClaimJson[]>;
  left_out: Generated<boolean>;
  status: 'open' | 'resolved';
  resolution: ColumnType<BreakResolution | null, undefined, BreakResolution>;
  reason: ColumnType<string | null, undefined, string>;
  resolved_at: ColumnType<Date | null, undefined, Date>;
}
export type SettlementBreakRow = Selectable<SettlementBreakTable>;
