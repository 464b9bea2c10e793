import { decide } from '../../../domain/authorization/decide.ts';
import type {
  AuthorizationFacts,
  ControlFacts,
  ControlOwner,
} from '../../../domain/authorization/facts.ts';
import type { DeclineReason } from '../../../domain/authorization/decline-reason.ts';
import { money } from '../../../domain/money.ts';
import { NO_SPENDING_CONTROLS, type SpendingControls } from '../../../domain/spending-controls.ts';

export const usd = (minor: bigint) => money(minor, 'usd');

/** A purchase that every rule lets pass, at the very edge of the balance and of the card's life. */
export const good: AuthorizationFacts = {
  at: 1_899_999_999,
  fault: null,
  asked: usd(1_000n),
  total: usd(1_000n),
  account: { cardIssuing: 'active', country: 'US', cashWithdrawals: true },
  card: { status: 'active', type: 'virtual', expiresAt: 1_900_000_000, pinBlocked: false },
  cardholder: { status: 'active', disabledReason: null },
  entry: { method: 'online', wallet: null },
  verification: {
    cvc: 'match',
    expiry: 'match',
    addressLine1: 'match',
    postalCode: 'match',
    pin: null,
    threeDSecure: null,
    exemption: null,
  },
  merchant: { category: 'eating_places_restaurants', country: 'US', networkId: '1234567890' },
  fraud: {
    assessment: { score: 0, contributions: [] },
    verifiedByChallenge: false,
  },
  controls: [],
  cashUsedToday: 0n,
  available: usd(1_000n),
};

export const withCard = (card: Partial<AuthorizationFacts['card']>): AuthorizationFacts => ({
  ...good,
  card: { ...good.card, ...card },
});
export const withVerification = (
  verification: Partial<AuthorizationFacts['verification']>,
): AuthorizationFacts => ({ ...good, verification: { ...good.verification, ...verification } });
export const withFunds = (asked: bigint, available: bigint): AuthorizationFacts => ({
  ...good,
  asked: usd(asked),
  total: usd(asked),
  available: usd(available),
});
export const withMerchant = (
  merchant: Partial<AuthorizationFacts['merchant']>,
  facts = good,
): AuthorizationFacts => ({ ...facts, merchant: { ...facts.merchant, ...merchant } });

export const controlled = (
  owner: ControlOwner,
  controls: Partial<SpendingControls>,
  used: readonly bigint[] = [],
): ControlFacts => ({
  owner,
  controls: { ...NO_SPENDING_CONTROLS, spending_limits_currency: 'usd', ...controls },
  used,
});

/** The checks that fail, in their order. */
export const failedBy = (facts: AuthorizationFacts): readonly string[] =>
  decide(facts)
    .trace.filter(({ passed }) => !passed)
    .map(({ check }) => check);

type Spoil = (facts: AuthorizationFacts) => AuthorizationFacts;
interface Defect {
  /** The number of the rule in the published order (contract §3.2). */
  readonly rule: number;
  readonly reason: DeclineReason;
  readonly spoil: Spoil;
}

/** One defect a row, highest precedence first. The order of the rows IS what we publish. */
export const DEFECTS: readonly Defect[] = [
  {
    rule: 1,
    reason: 'stripe_internal_error',
    spoil: (facts) => ({ ...facts, fault: 'deadline_passed' }),
  },
  {
    rule: 2,
    reason: 'account_disabled',
    spoil: (facts) => ({ ...facts, account: { ...facts.account, cardIssuing: 'inactive' } }),
  },
  {
    rule: 3,
    reason: 'card_canceled',
    spoil: (facts) => ({ ...facts, card: { ...facts.card, status: 'canceled' } }),
  },
  {
    rule: 4,
    reason: 'card_expired',
    spoil: (facts) => ({ ...facts, card: { ...facts.card, expiresAt: facts.at } }),
  },
  {
    rule: 5,
    reason: 'pin_blocked',
    spoil: (facts) => ({ ...facts, card: { ...facts.card, pinBlocked: true } }),
  },
  {
    rule: 6,
    reason: 'card_inactive',
    spoil: (facts) => ({ ...facts, card: { ...facts.card, status: 'inactive' } }),
  },
  {
    rule: 7,
    reason: 'cardholder_blocked',
    spoil: (facts) => ({ ...facts, cardholder: { ...facts.cardholder, status: 'blocked' } }),
  },
  {
    rule: 8,
    reason: 'cardholder_inactive',
    spoil: (facts) => ({ ...facts, cardholder: { ...facts.cardholder, status: 'inactive' } }),
  },
  {
    rule: 9,
    reason: 'cardholder_verification_required',
    spoil: (facts) => ({
      ...facts,
      cardholder: { ...facts.cardholder, disabledReason: 'under_review' },
    }),
  },
  {
    rule: 10,
    reason: 'insecure_authorization_method',
    spoil: (facts) => ({
      ...facts,
      account: { ...facts.account, country: 'IE' },
      entry: { ...facts.entry, method: 'swipe' },
    }),
  },
  {
    rule: 11,
    reason: 'verification_failed',
    spoil: (facts) => ({ ...facts, verification: { ...facts.verification, cvc: 'mismatch' } }),
  },
  {
    rule: 12,
    reason: 'not_allowed',
    spoil: (facts) => withMerchant({ country: 'KP' }, facts),
  },
  {
    rule: 13,
    reason: 'suspected_fraud',
    spoil: (facts) => ({
      ...facts,
      fraud: {
        assessment: {
          score: 80,
          contributions: [{ signal: 'network_risk', points: 80, seen: 'highest' }],
        },
        verifiedByChallenge: false,
      },
    }),
  },
  {
    rule: 14,
    reason: 'spending_controls',
    spoil: (facts) => ({
      ...facts,
      controls: [controlled('card', { blocked_categories: ['eating_places_restaurants'] })],
    }),
  },
  {
    rule: 16,
    reason: 'insufficient_funds',
    spoil: (facts) => ({ ...facts, available: usd(facts.asked.minor - 1n) }),
  },
];
