/** Any facts at all: lawful ones, so that every check is met by what passes it and by what does not. */
import fc from 'fast-check';
import {
  AUTHORIZATION_METHODS,
  CHECK_RESULTS,
  WALLETS,
} from '../../../domain/authorization/authorization.ts';
import {
  type AuthorizationFacts,
  type ControlFacts,
  type ControlOwner,
  PLATFORM_FAULTS,
} from '../../../domain/authorization/facts.ts';
import {
  EXEMPTION_TYPES,
  PIN_CHECKS,
  THREE_D_SECURE_RESULTS,
} from '../../../domain/authorization/verification.ts';
import { CARD_STATUSES, CARD_TYPES } from '../../../domain/card/card.ts';
import { CARDHOLDER_STATUSES, DISABLED_REASONS } from '../../../domain/cardholder/cardholder.ts';
import type { FraudSignals } from '../../../domain/fraud/model.ts';
import { RISK_LEVELS } from '../../../domain/fraud/model.ts';
import { velocityModel } from '../../../domain/fraud/velocity-model.ts';
import { CURRENCIES, money } from '../../../domain/money.ts';
import { CARD_PRESENCES, SPENDING_INTERVALS } from '../../../domain/spending-controls.ts';

/** Few, so that lists name the merchant of a purchase often enough. */
const CATEGORIES = [
  'airlines_air_carriers',
  'automated_cash_disburse',
  'bakeries',
  'book_stores',
  'eating_places_restaurants',
  'manual_cash_disburse',
] as const;
const COUNTRIES = ['US', 'GB', 'FR', 'KP', 'JP'] as const;
const NETWORK_IDS = ['1', '2', '3', '4', '5'] as const;

/** Mostly as usual: an approval is then met as well as each decline. */
const mostly = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const list = <T>(of: readonly T[]): fc.Arbitrary<T[] | null> =>
  fc.option(fc.uniqueArray(fc.constantFrom(...of), { maxLength: of.length }), { freq: 2 });
const amounts = fc.bigInt({ min: 0n, max: 1_100_000n });

export const signals: fc.Arbitrary<FraudSignals> = fc.record({
  velocity: fc.record({
    attempts: fc.double({ min: 0, max: 500, noNaN: true }),
    declines: fc.double({ min: 0, max: 100, noNaN: true }),
    amount: fc.integer({ min: 0, max: 10_000_000 }),
  }),
  networkRisk: fc.option(
    fc.record({
      level: fc.constantFrom(...RISK_LEVELS),
      score: fc.option(fc.integer({ min: 1, max: 99 })),
    }),
  ),
  cardTesting: fc.option(fc.constantFrom(...RISK_LEVELS)),
  merchantCountry: fc.option(fc.constantFrom(...COUNTRIES)),
  cardholderCountry: fc.constantFrom(...COUNTRIES),
});

const controlsOf = (owner: ControlOwner): fc.Arbitrary<ControlFacts> =>
  fc
    .record({
      controls: fc.record({
        allowed_card_presences: list(CARD_PRESENCES),
        allowed_categories: list(CATEGORIES),
        allowed_merchant_countries: list(COUNTRIES),
        allowed_merchant_network_ids: list(NETWORK_IDS),
        blocked_card_presences: list(CARD_PRESENCES),
        blocked_categories: list(CATEGORIES),
        blocked_merchant_countries: list(COUNTRIES),
        blocked_merchant_network_ids: list(NETWORK_IDS),
        spending_limits: fc.array(
          fc.record({
            amount: amounts,
            categories: list(CATEGORIES),
            interval: fc.constantFrom(...SPENDING_INTERVALS),
          }),
          { maxLength: 3 },
        ),
        spending_limits_currency: fc.constantFrom(...CURRENCIES),
      }),
      used: fc.array(amounts, { minLength: 3, maxLength: 3 }),
      counts: fc.option(fc.record({ asked: amounts, total: amounts }), { nil: undefined }),
    })
    .map(({ controls, used, counts }) => ({
      owner,
      controls,
      used: used.slice(0, controls.spending_limits.length),
      ...(counts && { counts }),
    }));

const owned = fc.subarray(['card', 'cardholder', 'program'] as const);

export const randomFacts: fc.Arbitrary<AuthorizationFacts> = fc
  .record({
    at: fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }),
    fault: mostly(null, fc.constantFrom(...PLATFORM_FAULTS)),
    currency: fc.constantFrom(...CURRENCIES),
    minor: fc.record({ asked: amounts, before: mostly(0n, amounts), available: amounts }),
    account: fc.record({
      cardIssuing: mostly('active' as const, fc.constantFrom('inactive', 'pending')),
      country: fc.constantFrom('US', 'GB', 'IE'),
      cashWithdrawals: fc.boolean(),
    }),
    card: fc.record({
      status: mostly('active' as const, fc.constantFrom(...CARD_STATUSES)),
      type: fc.constantFrom(...CARD_TYPES),
      expiresAt: mostly(2_100_000_000, fc.integer({ min: 1_600_000_000, max: 1_900_000_000 })),
      pinBlocked: mostly(false, fc.constant(true)),
    }),
    cardholder: fc.record({
      status: mostly('active' as const, fc.constantFrom(...CARDHOLDER_STATUSES)),
      disabledReason: mostly(null, fc.constantFrom(...DISABLED_REASONS)),
    }),
    entry: fc.record({
      method: mostly('chip' as const, fc.constantFrom(...AUTHORIZATION_METHODS)),
      wallet: fc.option(fc.constantFrom(...WALLETS)),
    }),
    verification: fc.record({
      cvc: mostly('match' as const, fc.constantFrom(...CHECK_RESULTS)),
      expiry: mostly('match' as const, fc.constantFrom(...CHECK_RESULTS)),
      addressLine1: fc.constantFrom(...CHECK_RESULTS),
      postalCode: fc.constantFrom(...CHECK_RESULTS),
      pin: mostly('online_pin_match' as const, fc.constantFrom(null, ...PIN_CHECKS)),
      threeDSecure: mostly(null, fc.constantFrom(...THREE_D_SECURE_RESULTS)),
      exemption: fc.option(fc.constantFrom(...EXEMPTION_TYPES)),
    }),
    merchant: fc.record({
      category: fc.constantFrom(...CATEGORIES),
      country: fc.option(fc.constantFrom(...COUNTRIES)),
      networkId: fc.constantFrom(...NETWORK_IDS),
    }),
    fraud: fc.record({
      assessment: signals.map(velocityModel.assess),
      verifiedByChallenge: fc.boolean(),
    }),
    controls: owned.chain((owners) => fc.tuple(...owners.map(controlsOf))),
    cashUsedToday: amounts,
  })
  .map(({ currency, minor, ...facts }) => ({
    ...facts,
    asked: money(minor.asked, currency),
    total: money(minor.asked + minor.before, currency),
    available: money(minor.available - 1_000n, currency),
  }));
