import * as z from 'zod';
import { failure } from '../../../../domain/errors.ts';
import { THRESHOLD_TYPES, type ThresholdType } from '../../../../domain/funding/funding-rule.ts';
import { amount, boolean, clearable, integer, text } from '../../../input.ts';
import { metadata } from '../../../metadata.ts';
import { refuse } from '../../../parse-input.ts';

const PERCENTAGE_MAX = 10_000;

interface Threshold {
  readonly threshold_type: ThresholdType;
  readonly threshold_value: bigint;
}

/** A fixed amount, or a part of what was spent in the last 24 hours: its columns. */
export const threshold = z
  .strictObject({
    type: z.enum(THRESHOLD_TYPES),
    amount: amount({ min: 1n }).optional(),
    spend_percentage: integer({ min: 1, max: PERCENTAGE_MAX }).optional(),
  })
  .transform((given, ctx): Threshold => {
    const { type, amount: fixed, spend_percentage: percentage } = given;
    const values = { amount: fixed, spend_percentage: percentage && BigInt(percentage) };
    const value = values[type];
    const other = type === 'amount' ? 'spend_percentage' : 'amount';
    if (value === undefined)
      return refuse(ctx, failure('parameter_missing', { name: `threshold[${type}]` }), [type]);
    if (values[other] !== undefined)
      return refuse(ctx, failure('parameter_unknown', { name: `threshold[${other}]` }), [other]);
    return { threshold_type: type, threshold_value: BigInt(value) };
  });

const topup = z.strictObject({ amount: amount({ min: 1n }), source: text({ max: 64 }) });

export const changeable = {
  active: boolean().optional(),
  metadata: metadata().optional(),
  /** Clearing it leaves a rule that only tells. */
  topup: clearable(topup).optional(),
};
