/**
 * Why our own rules decline a purchase, highest precedence first: where several apply, the caller is
 * told the first (contract §3.2, rules 1-16). The checks behind each stand in `policy.ts`.
 */
export const DECLINE_REASONS = [
  'stripe_internal_error',
  'account_disabled',
  'card_canceled',
  'card_expired',
  'pin_blocked',
  'card_inactive',
  'cardholder_blocked',
  'cardholder_inactive',
  'cardholder_verification_required',
  'insecure_authorization_method',
  'verification_failed',
  'not_allowed',
  'suspected_fraud',
  'spending_controls',
  'insufficient_funds',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/**
 * Every reason that a decision can have. The last six are given when no rule of ours has declined, or
 * when we were not asked: the network stood in, nobody was to be asked, or an endpoint was.
 */
export const DECISION_REASONS = [
  ...DECLINE_REASONS,
  'network_fallback',
  'card_active',
  'webhook_approved',
  'webhook_declined',
  'webhook_error',
  'webhook_timeout',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];
