import * as z from 'zod';
import type { IssuingFundingRuleRow } from '../../db/tables/push-funding.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount, toWireTime } from './amount.ts';

const topup = z.strictObject({ amount: z.int(), source: z.string() });

/** When an Issuing balance is low, and what is done then. Not an object of Stripe's. */
export const fundingRule = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.funding_rule'),
  active: z.boolean(),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  /** When it was last found low, what stood on the balance then, and the top-up that was made, or why not. */
  last_trigger: z
    .strictObject({
      at: z.int(),
      available: z.int(),
      failure_code: z.string().nullable(),
      topup: z.string().nullable(),
    })
    .nullable(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  threshold: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('amount'), amount: z.int() }),
    z.strictObject({ type: z.literal('spend_percentage'), spend_percentage: z.int() }),
  ]),
  /** Null: it only tells. */
  topup: topup.nullable(),
});
export type FundingRule = z.output<typeof fundingRule>;

export const fundingRuleToWire = (row: IssuingFundingRuleRow): FundingRule => ({
  id: row.id,
  object: 'issuing.funding_rule',
  active: row.active,
  created: toWireTime(row.created_at),
  currency: row.currency,
  last_trigger: lastTrigger(row),
  livemode: row.livemode,
  metadata: row.metadata,
  threshold:
    row.threshold_type === 'amount'
      ? { type: 'amount', amount: toWireAmount(row.threshold_value) }
      : { type: 'spend_percentage', spend_percentage: toWireAmount(row.threshold_value) },
  topup:
    row.topup_amount === null || row.topup_source === null
      ? null
      : { amount: toWireAmount(row.topup_amount), source: row.topup_source },
});

function lastTrigger({
  triggered_at: at,
  triggered_available: available,
  triggered_topup_id: made,
  triggered_failure: failure_code,
}: IssuingFundingRuleRow): FundingRule['last_trigger'] {
  if (at === null || available === null) return null;
  return { at: toWireTime(at), available: toWireAmount(available), failure_code, topup: made };
}
