import * as z from 'zod';
import { amount, boolean, clearable, integer, text } from '../../../input.ts';
import { metadata } from '../../../metadata.ts';

const PERCENTAGE_MAX = 10_000;

/** A fixed amount, or a part of what was spent in the last 24 hours. */
export const threshold = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('amount'), amount: amount({ min: 1n }) }),
  z.strictObject({
    type: z.literal('spend_percentage'),
    spend_percentage: integer({ min: 1, max: PERCENTAGE_MAX }),
  }),
]);

export const changeable = {
  active: boolean().optional(),
  metadata: metadata(),
  /** Clearing it leaves a rule that only tells. */
  topup: clearable(
    z.strictObject({ amount: amount({ min: 1n }), source: text({ max: 64 }) }),
  ).optional(),
};

type Threshold = z.output<typeof threshold>;
type Topup = z.output<typeof changeable.topup>;

export const thresholdColumns = (given: Threshold) => ({
  threshold_type: given.type,
  threshold_value: given.type === 'amount' ? given.amount : BigInt(given.spend_percentage),
});

export const topupColumns = (given: Exclude<Topup, undefined>) => ({
  topup_amount: given?.amount ?? null,
  topup_source: given?.source ?? null,
});
