/**
 * Why a purchase is declined, highest precedence first: where several apply, the caller is told the
 * first (contract §3.2, rules 2-9, 11 and 16). `docs/decline-reasons.md` follows this list.
 */
export const DECLINE_REASONS = [
  'account_disabled',
  'card_canceled',
  'card_expired',
  'pin_blocked',
  'card_inactive',
  'cardholder_blocked',
  'cardholder_inactive',
  'cardholder_verification_required',
  'verification_failed',
  'insufficient_funds',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];
