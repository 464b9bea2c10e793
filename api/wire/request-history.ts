import * as z from 'zod';
import type { RequestHistoryEntryJson } from '../../db/json.ts';
import { amountDetails, amountDetailsToWire } from './amount-details.ts';
import { toWireAmount } from './amount.ts';

/** One decision on an authorization: the first request or, later, an increment. */
export const requestHistoryEntry = z.strictObject({
  amount: z.int(),
  amount_details: amountDetails.nullable(),
  approved: z.boolean(),
  authorization_code: z.string().nullable(),
  created: z.int(),
  currency: z.string(),
  merchant_amount: z.int(),
  merchant_currency: z.string(),
  network_risk_score: z.int().nullable(),
  reason: z.string(),
  reason_message: z.string().nullable(),
  requested_at: z.int().nullable(),
});

export function requestToWire(
  request: RequestHistoryEntryJson,
): z.output<typeof requestHistoryEntry> {
  return {
    amount: toWireAmount(BigInt(request.amount)),
    amount_details: request.amount_details ? amountDetailsToWire(request.amount_details) : null,
    approved: request.approved,
    authorization_code: request.authorization_code,
    created: request.created,
    currency: request.currency,
    merchant_amount: toWireAmount(BigInt(request.merchant_amount)),
    merchant_currency: request.merchant_currency,
    network_risk_score: request.network_risk_score ?? null,
    reason: request.reason,
    reason_message: request.reason_message,
    requested_at: request.requested_at,
  };
}
