import * as z from 'zod';
import type { IssuingSettlementRow, SettlementDayRow } from '../../db/tables/settlement.ts';
import { NETWORKS } from '../../domain/settlement/network.ts';
import { DAY_STATUSES } from '../../domain/settlement/standing.ts';
import { toWireAmount, toWireTime } from './amount.ts';

/** A network's business day, as the operator sees it. Not an object of Stripe's. */
export const settlementDay = z.strictObject({
  id: z.string(),
  object: z.literal('settlement_day'),
  /** Whose: the platform's in live mode, else the account's own. */
  account: z.string(),
  created: z.int(),
  cutoff_at: z.int(),
  date: z.string(),
  livemode: z.boolean(),
  network: z.enum(NETWORKS),
  open_breaks: z.int(),
  /** Why it halted. */
  problem: z.string().nullable(),
  settlements: z.array(
    z.strictObject({
      id: z.string(),
      account: z.string(),
      currency: z.string(),
      net_total_amount: z.int(),
      status: z.enum(['complete', 'pending']),
      transaction_count: z.int(),
    }),
  ),
  status: z.enum(DAY_STATUSES),
  workflow_url: z.string(),
});
export type SettlementDayObject = z.output<typeof settlementDay>;

export interface SettlementDayView {
  readonly day: SettlementDayRow;
  readonly settlements: readonly IssuingSettlementRow[];
  readonly openBreaks: number;
}

export const settlementDayToWire = (
  { day, settlements, openBreaks }: SettlementDayView,
  workflowUrl: string,
): SettlementDayObject => ({
  id: day.id,
  object: 'settlement_day',
  account: day.account_id,
  created: toWireTime(day.created_at),
  cutoff_at: toWireTime(day.cutoff_at),
  date: day.business_date,
  livemode: day.livemode,
  network: day.network,
  open_breaks: openBreaks,
  problem: day.problem,
  settlements: settlements.map((settlement) => ({
    id: settlement.id,
    account: settlement.account_id,
    currency: settlement.currency,
    net_total_amount: toWireAmount(settlement.net_amount),
    status: settlement.status,
    transaction_count: settlement.transaction_count,
  })),
  status: day.status,
  workflow_url: workflowUrl,
});
