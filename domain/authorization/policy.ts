/**
 * The order of the policy. Every check runs; the first that fails gives the reason. The groups are
 * those of `DECLINE_REASONS`, so that neither can have a reason that the other lacks.
 */
import type { Check } from './check.ts';
import { DECLINE_REASONS, type DeclineReason } from './decline-reason.ts';
import { controlsOf } from './rules/controls.ts';
import * as credentials from './rules/credentials.ts';
import * as entryMethod from './rules/entry-method.ts';
import { fraudScore } from './rules/fraud.ts';
import { fundsAvailable } from './rules/funds.ts';
import * as product from './rules/product.ts';
import * as standing from './rules/standing.ts';

/**
 * Which rules judged, in each trace. Raise it with every change of what a check reads or of how it
 * judges: a test keeps the verdicts of each version.
 */
export const RULES_VERSION = 1;

const POLICY: Readonly<Record<DeclineReason, readonly Check[]>> = {
  stripe_internal_error: [standing.platformFault],
  account_disabled: [standing.accountStanding],
  card_canceled: [standing.cardCanceled],
  card_expired: [standing.cardExpired],
  pin_blocked: [standing.pinUnblocked],
  card_inactive: [standing.cardInactive],
  cardholder_blocked: [standing.cardholderBlocked],
  cardholder_inactive: [standing.cardholderInactive],
  cardholder_verification_required: [standing.cardholderVerified],
  insecure_authorization_method: [
    entryMethod.chipRead,
    entryMethod.cashMachineReadsChip,
    entryMethod.lowValueExemption,
  ],
  verification_failed: [
    credentials.cvcMatches,
    credentials.expiryMatches,
    credentials.pinMatches,
    credentials.cashMachineAsksPin,
    credentials.threeDSecure,
  ],
  not_allowed: [
    product.cashWithdrawals,
    product.cashLimit,
    product.supportedCategory,
    product.sanctionedCountry,
    product.authorizationCeiling,
  ],
  suspected_fraud: [fraudScore],
  spending_controls: [...controlsOf('card'), ...controlsOf('cardholder'), ...controlsOf('program')],
  insufficient_funds: [fundsAvailable],
};

export interface OrderedCheck extends Check {
  readonly reason: DeclineReason;
}

/** All of them, highest precedence first. */
export const CHECKS: readonly OrderedCheck[] = DECLINE_REASONS.flatMap((reason) =>
  POLICY[reason].map((check) => ({ ...check, reason })),
);

/**
 * The checks of a version, for a trace of it. When rules change, those of before are kept here for as
 * long as their traces are to be judged again; none are left of a version that was given up.
 */
export const checksOf = (version: number): readonly OrderedCheck[] =>
  version === RULES_VERSION ? CHECKS : [];
