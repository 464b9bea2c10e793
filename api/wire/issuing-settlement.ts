import * as z from 'zod';
import type { IssuingSettlementRow } from '../../db/tables/settlement.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { binOf, NETWORKS } from '../../domain/settlement/network.ts';
import { toWireAmount, toWireTime } from './amount.ts';

/** What the cards of an account came to on a network's business day, in one currency: a preview object of Stripe's. */
export const issuingSettlement = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.settlement'),
  bin: z.string(),
  /** Midnight, in UTC, of the network's business day. */
  clearing_date: z.int(),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  interchange_fees_amount: z.int(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  /** Minor units. Positive: paid to the network. Negative: paid by it. */
  net_total_amount: z.int(),
  network: z.enum(NETWORKS),
  network_fees_amount: z.int(),
  network_settlement_identifier: z.string(),
  other_fees_amount: z.int(),
  other_fees_count: z.int(),
  settlement_service: z.enum(['international', 'uk_national_net']),
  status: z.enum(['complete', 'pending']),
  /** Captures less refunds. */
  transaction_amount: z.int(),
  transaction_count: z.int(),
});
export type IssuingSettlement = z.output<typeof issuingSettlement>;

/** The sandbox's networks charge nothing and pay nothing: what is settled is what was cleared. */
const NO_FEES = {
  interchange_fees_amount: 0,
  network_fees_amount: 0,
  other_fees_amount: 0,
  other_fees_count: 0,
} as const;

export function settlementToWire(row: IssuingSettlementRow): IssuingSettlement {
  const date = row.clearing_date.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return {
    id: row.id,
    object: 'issuing.settlement',
    bin: binOf(row.network),
    clearing_date: toWireTime(row.clearing_date),
    created: toWireTime(row.created_at),
    currency: row.currency,
    ...NO_FEES,
    livemode: row.livemode,
    metadata: row.metadata,
    net_total_amount: toWireAmount(row.net_amount),
    network: row.network,
    network_settlement_identifier: `${row.network}-${date}-${row.currency}`,
    settlement_service: row.currency === 'gbp' ? 'uk_national_net' : 'international',
    status: row.status,
    transaction_amount: toWireAmount(row.net_amount),
    transaction_count: row.transaction_count,
  };
}
