import * as z from 'zod';
import type { ClaimJson, SettlementBreakRow } from '../../db/tables/settlement.ts';
import { BREAK_KINDS, BREAK_RESOLUTIONS } from '../../domain/settlement/break.ts';
import { toWireAmount, toWireTime } from './amount.ts';

/** Positive: the network gets it. The currency is as it was told. */
const claim = z.strictObject({ amount: z.int(), currency: z.string() });

/** Where our clearings, a network's advice and the bank's statement differ. Not an object of Stripe's. */
export const settlementBreak = z.strictObject({
  id: z.string(),
  object: z.literal('settlement_break'),
  account: z.string(),
  created: z.int(),
  kind: z.enum(BREAK_KINDS),
  /** Whether the transaction was left out of what was settled. */
  left_out: z.boolean(),
  livemode: z.boolean(),
  /** What we say: none, where we have not cleared it. */
  ours: z.array(claim),
  reason: z.string().nullable(),
  /** The network's, of one clearing; for the bank's total, its currency. */
  reference: z.string(),
  resolution: z.enum(BREAK_RESOLUTIONS).nullable(),
  resolved_at: z.int().nullable(),
  settlement_day: z.string(),
  status: z.enum(['open', 'resolved']),
  /** What the network, or the bank, says: none, where it says nothing. */
  theirs: z.array(claim),
  transaction: z.string().nullable(),
  transaction_account: z.string().nullable(),
  workflow_url: z.string(),
});
export type SettlementBreak = z.output<typeof settlementBreak>;

export const settlementBreakToWire = (
  row: SettlementBreakRow,
  workflowUrl: string,
): SettlementBreak => ({
  id: row.id,
  object: 'settlement_break',
  account: row.account_id,
  created: toWireTime(row.created_at),
  kind: row.kind,
  left_out: row.left_out,
  livemode: row.livemode,
  ours: row.ours.map(claimToWire),
  reason: row.reason,
  reference: row.reference,
  resolution: row.resolution,
  resolved_at: row.resolved_at && toWireTime(row.resolved_at),
  settlement_day: row.day_id,
  status: row.status,
  theirs: row.theirs.map(claimToWire),
  transaction: row.transaction_id,
  transaction_account: row.transaction_account_id,
  workflow_url: workflowUrl,
});

const claimToWire = ({ amount, currency }: ClaimJson) => ({
  amount: toWireAmount(BigInt(amount)),
  currency,
});
