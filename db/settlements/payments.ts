import type { Kysely, Transaction } from 'kysely';
import type { Currency } from '../../domain/money.ts';
import { type Database, owned } from '../database.ts';
import type { SettlementDayRow, SettlementPaymentRow } from '../tables/settlement.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What the bank will be told for a day: once planned, it is not planned otherwise. */
export async function planPayments(
  work: UnitOfWork,
  day: Pick<SettlementDayRow, 'id'>,
  totals: ReadonlyMap<Currency, bigint>,
): Promise<void> {
  if (totals.size === 0) return;
  const rows = [...totals].map(([currency, amount]) => ({
    ...owned(work.scope),
    day_id: day.id,
    currency,
    amount,
    status: 'planned' as const,
    bank_reference: null,
    submitted_at: null,
    created_at: work.now,
  }));
  await work.trx
    .insertInto('settlement_payment')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['account_id', 'day_id', 'currency']).doNothing())
    .execute();
}

export const paymentsOf = (
  db: Kysely<Database>,
  day: Pick<SettlementDayRow, 'account_id' | 'id'>,
): Promise<SettlementPaymentRow[]> =>
  db
    .selectFrom('settlement_payment')
    .selectAll()
    .where((eb) => eb.and({ account_id: day.account_id, day_id: day.id }))
    .orderBy('currency')
    .execute();

/** Forward only: a change that comes late finds it elsewhere, and changes nothing. */
export async function advancePayment(
  trx: Transaction<Database>,
  { account_id, day_id, currency, status }: SettlementPaymentRow,
  change: Partial<Pick<SettlementPaymentRow, 'bank_reference' | 'status' | 'submitted_at'>>,
): Promise<void> {
  await trx
    .updateTable('settlement_payment')
    .set(change)
    .where((eb) => eb.and({ account_id, day_id, currency, status }))
    .execute();
}
