import type { AuthorizationFacts } from '../../../domain/authorization/facts.ts';
import type { DeclineReason } from '../../../domain/authorization/decline-reason.ts';
import { money } from '../../../domain/money.ts';

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
    velocity: { attempts: 0, declines: 0, amount: 0 },
    networkRisk: null,
    cardTesting: null,
    verifiedByChallenge: false,
  },
  controls: [],
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
  available: usd(available),
});

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
    rule: 11,
    reason: 'verification_failed',
    spoil: (facts) => ({ ...facts, verification: { ...facts.verification, cvc: 'mismatch' } }),
  },
  {
    rule: 16,
    reason: 'insufficient_funds',
    spoil: (facts) => ({ ...facts, available: usd(facts.asked.minor - 1n) }),
  },
];
