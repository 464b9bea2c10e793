import * as z from 'zod';
import type { PendingRequestJson } from '../../db/json.ts';
import { amountDetails, amountDetailsToWire } from './amount-details.ts';
import { toWireAmount } from './amount.ts';

/** What a decision endpoint has been asked and not answered yet. Of an increment, the difference. */
export const pendingRequest = z.strictObject({
  amount: z.int(),
  amount_details: amountDetails.nullable(),
  currency: z.string(),
  is_amount_controllable: z.boolean(),
  merchant_amount: z.int(),
  merchant_currency: z.string(),
  network_risk_score: z.int().nullable(),
});

export const pendingRequestToWire = (
  pending: PendingRequestJson,
): z.output<typeof pendingRequest> => ({
  amount: toWireAmount(BigInt(pending.amount)),
  amount_details: pending.amount_details && amountDetailsToWire(pending.amount_details),
  currency: pending.currency,
  is_amount_controllable: pending.is_amount_controllable,
  merchant_amount: toWireAmount(BigInt(pending.merchant_amount)),
  merchant_currency: pending.merchant_currency,
  network_risk_score: pending.network_risk_score,
});
