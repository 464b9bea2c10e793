import { RETURN_CODES, type ReturnCode } from '../bank-account/return-code.ts';

/**
 *   pending     left its balance, and is not at the bank yet: it can be canceled
 *   in_transit  at the bank
 *   paid        the bank has paid it; it may still come back
 *   failed      the bank gave it back, and so did we
 *   canceled    it never went to the bank
 */
export const PAYOUT_STATUSES = ['canceled', 'failed', 'in_transit', 'paid', 'pending'] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

export const PAYOUT_METHODS = ['instant', 'standard'] as const;
export type PayoutMethod = (typeof PAYOUT_METHODS)[number];

export type PayoutFailureCode = ReturnCode;
export const messageOfFailure = (code: PayoutFailureCode): string => RETURN_CODES[code].message;

/** From which statuses each may come: what the bank says late never takes a payout back. */
const COMES_FROM: Readonly<Record<PayoutStatus, readonly PayoutStatus[]>> = {
  pending: [],
  in_transit: ['pending'],
  paid: ['in_transit'],
  failed: ['in_transit', 'paid'],
  canceled: ['pending'],
};

export const canBecome = (from: PayoutStatus, to: PayoutStatus): boolean =>
  COMES_FROM[to].includes(from);
