/** Purchases that each stand for a way in which rules may judge: never random, so that they stay the same. */
import { AUTHORIZATION_METHODS } from '../../../domain/authorization/authorization.ts';
import {
  type AuthorizationFacts,
  CONTROL_OWNERS,
  PLATFORM_FAULTS,
} from '../../../domain/authorization/facts.ts';
import { PIN_CHECKS, THREE_D_SECURE_RESULTS } from '../../../domain/authorization/verification.ts';
import { CARD_STATUSES } from '../../../domain/card/card.ts';
import { CARDHOLDER_STATUSES } from '../../../domain/cardholder/cardholder.ts';
import { MERCHANT_CATEGORIES } from '../../../domain/merchant/categories.ts';
import { SPENDING_INTERVALS, type SpendingControls } from '../../../domain/spending-controls.ts';
import {
  controlled,
  DEFECTS,
  good,
  usd,
  withCard,
  withMerchant,
  withVerification,
} from './facts.ts';

const cash = withMerchant({ category: 'automated_cash_disburse' });

const controls: readonly Partial<SpendingControls>[] = [
  { allowed_card_presences: ['present'] },
  { blocked_card_presences: ['not_present'] },
  { allowed_categories: ['bakeries'] },
  { blocked_categories: ['eating_places_restaurants'] },
  { allowed_merchant_countries: ['FR'] },
  { blocked_merchant_countries: ['US'] },
  { allowed_merchant_network_ids: ['1'] },
  { blocked_merchant_network_ids: ['1234567890'] },
  { allowed_categories: [] },
];

export const CORPUS: readonly AuthorizationFacts[] = [
  good,
  ...DEFECTS.flatMap(({ spoil }) => DEFECTS.map((other) => other.spoil(spoil(good)))),
  ...PLATFORM_FAULTS.map((fault) => ({ ...good, fault })),
  ...CARD_STATUSES.map((status) => withCard({ status })),
  ...CARDHOLDER_STATUSES.map((status) => ({
    ...good,
    cardholder: { ...good.cardholder, status },
  })),
  ...['US', 'GB', 'IE'].flatMap((country) =>
    AUTHORIZATION_METHODS.flatMap((method) =>
      [good, cash].map((facts) => ({
        ...facts,
        account: { ...good.account, country },
        entry: { method, wallet: null },
      })),
    ),
  ),
  ...[null, ...PIN_CHECKS].flatMap((pin) =>
    [good, cash].map((facts) => ({ ...facts, verification: { ...good.verification, pin } })),
  ),
  ...THREE_D_SECURE_RESULTS.map((threeDSecure) => withVerification({ threeDSecure })),
  ...[30_00n, 30_01n, 10_000_00n, 10_000_01n].flatMap((total) =>
    (['low_value_transaction', null] as const).map((exemption) => ({
      ...withVerification({ exemption }),
      account: { ...good.account, country: 'IE' },
      total: usd(total),
    })),
  ),
  ...MERCHANT_CATEGORIES.map((category) => withMerchant({ category })),
  ...['CU', 'IR', 'KP', 'SY', 'RU', 'BY', 'FR', null].map((country) => withMerchant({ country })),
  ...[0n, 490_00n, 490_01n].map((cashUsedToday) => ({ ...cash, cashUsedToday })),
  { ...cash, account: { ...good.account, cashWithdrawals: false } },
  ...[0, 74, 75, 100].flatMap((score) =>
    [true, false].map((verifiedByChallenge) => ({
      ...good,
      fraud: { assessment: { score, contributions: [] }, verifiedByChallenge },
    })),
  ),
  ...CONTROL_OWNERS.flatMap((owner) =>
    controls.map((each) => ({ ...good, controls: [controlled(owner, each)] })),
  ),
  ...SPENDING_INTERVALS.flatMap((interval) =>
    [9_99n, 10_00n].flatMap((amount) =>
      [null, ['bakeries' as const]].map((categories) => ({
        ...good,
        controls: [
          controlled('card', { spending_limits: [{ interval, amount, categories }] }, [0n]),
        ],
      })),
    ),
  ),
];
