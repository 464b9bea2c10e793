/**
 * The decision on a purchase, and why.
 *
 * Every check runs, also after one has failed: an operator wants to see all that is wrong, although
 * the caller is told only the first. A check passes or fails by the inputs that it records and sees
 * nothing else, so a stored trace can be judged again, tomorrow or under draft rules.
 */
import { DECLINE_REASONS, type DeclineReason } from './decline-reason.ts';
import type { AuthorizationFacts } from './facts.ts';

export interface TraceEntry {
  readonly check: DeclineReason;
  readonly inputs: object;
  readonly passed: boolean;
}
export type Verdict =
  | { readonly approved: true; readonly reason: 'card_active' }
  | { readonly approved: false; readonly reason: DeclineReason };
export type Decision = Verdict & { readonly trace: readonly TraceEntry[] };

interface Rule<I extends object> {
  readonly reads: (facts: AuthorizationFacts) => I;
  readonly passes: (inputs: I) => boolean;
}
type Check = (facts: AuthorizationFacts) => Omit<TraceEntry, 'check'>;

const check =
  <I extends object>({ reads, passes }: Rule<I>): Check =>
  (facts) => {
    const inputs = reads(facts);
    return { inputs, passed: passes(inputs) };
  };

const POLICY: Readonly<Record<DeclineReason, Check>> = {
  account_disabled: check({
    reads: ({ account }) => ({ cardIssuing: account.cardIssuing }),
    passes: ({ cardIssuing }) => cardIssuing === 'active',
  }),
  card_canceled: check({
    reads: ({ card }) => ({ status: card.status }),
    passes: ({ status }) => status !== 'canceled',
  }),
  card_expired: check({
    reads: ({ at, card }) => ({ at, expiresAt: card.expiresAt }),
    passes: ({ at, expiresAt }) => at < expiresAt,
  }),
  pin_blocked: check({
    reads: ({ card }) => ({ pinBlocked: card.pinBlocked }),
    passes: ({ pinBlocked }) => !pinBlocked,
  }),
  card_inactive: check({
    reads: ({ card }) => ({ status: card.status }),
    passes: ({ status }) => status !== 'inactive',
  }),
  cardholder_blocked: check({
    reads: ({ cardholder }) => ({ status: cardholder.status }),
    passes: ({ status }) => status !== 'blocked',
  }),
  cardholder_inactive: check({
    reads: ({ cardholder }) => ({ status: cardholder.status }),
    passes: ({ status }) => status !== 'inactive',
  }),
  cardholder_verification_required: check({
    reads: ({ cardholder }) => ({ disabledReason: cardholder.disabledReason }),
    passes: ({ disabledReason }) => disabledReason === null,
  }),
  verification_failed: check({
    reads: ({ verification: { cvc, expiry, pin, threeDSecure } }) => ({
      cvc,
      expiry,
      pin,
      threeDSecure,
    }),
    // An address that does not match is told to the merchant and declines nothing (contract §3.7).
    passes: ({ cvc, expiry, pin, threeDSecure }) =>
      cvc !== 'mismatch' &&
      expiry !== 'mismatch' &&
      pin !== 'online_pin_mismatch' &&
      pin !== 'offline_pin_mismatch' &&
      threeDSecure !== 'failed' &&
      threeDSecure !== 'required',
  }),
  insufficient_funds: check({
    reads: ({ asked, available }) => ({ asked: asked.minor, available: available.minor }),
    // A purchase of nothing verifies the card and needs no funds, not even a balance above zero.
    passes: ({ asked, available }) => asked === 0n || asked <= available,
  }),
};

export function decide(facts: AuthorizationFacts): Decision {
  const trace = DECLINE_REASONS.map((reason) => ({ check: reason, ...POLICY[reason](facts) }));
  return { ...verdict(trace), trace };
}

/** The outcome is a function of the trace alone. */
export function verdict(trace: readonly TraceEntry[]): Verdict {
  const refused = trace.find(({ passed }) => !passed);
  return refused === undefined
    ? { approved: true, reason: 'card_active' }
    : { approved: false, reason: refused.check };
}
