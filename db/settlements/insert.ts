import type { NetLeg } from '../../domain/settlement/netting.ts';
import { owned } from '../database.ts';
import { toJson } from '../json.ts';
import type { IssuingSettlementRow, SettlementDayRow } from '../tables/settlement.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

/** `undefined`: the account has its settlement of this day and currency already. */
export const insertSettlement = (
  work: UnitOfWork,
  day: SettlementDayRow,
  { currency, amount, count }: NetLeg,
): Promise<IssuingSettlementRow | undefined> =>
  work.trx
    .insertInto('issuing_settlement')
    .values({
      ...owned(work.scope),
      id: newId(work, 'settlement'),
      day_id: day.id,
      currency,
      network: day.network,
      clearing_date: new Date(`${day.business_date}T00:00:00Z`),
      transaction_count: count,
      net_amount: amount,
      status: 'pending',
      movement: null,
      metadata: toJson({}),
      created_at: work.now,
    })
    .onConflict((conflict) =>
      conflict.constraint('issuing_settlement_is_one_per_day_and_currency').doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
