import { createBalanceTransferActivities } from './balance-transfer.ts';
import {
  type BankAccountVerificationDeps,
  createBankAccountVerificationActivities,
} from './bank-account-verification.ts';
import { type BankCreditDeps, createBankCreditActivities } from './funding/bank-credit.ts';
import { createLowBalanceActivities, type LowBalanceDeps } from './funding/low-balance.ts';
import { createNegativeBalanceActivities } from './funding/negative-balance.ts';
import { createCardFulfillmentActivities } from './card-fulfillment.ts';
import type { CardFulfillmentDeps } from './card-fulfillment/deps.ts';
import {
  type CardholderScreeningDeps,
  createCardholderScreeningActivities,
} from './cardholder-screening.ts';
import { createDesignReviewActivities, type DesignReviewDeps } from './design-review.ts';
import { createHoldExpiryActivities, type HoldExpiryDeps } from './hold-expiry.ts';
import type { SettlementDeps } from './settlement/deps.ts';
import { createSettlementActivities } from './settlement/settlement.ts';
import { createPayoutActivities, type PayoutDeps } from './payout.ts';
import { createTestClockActivities } from './test-clock.ts';
import { createTopupActivities, type TopupDeps } from './topup.ts';
import { createWebhookEndpointActivities, type WebhookEndpointDeps } from './webhook-endpoint.ts';

export type ActivityDeps = BankAccountVerificationDeps &
  BankCreditDeps &
  CardFulfillmentDeps &
  CardholderScreeningDeps &
  DesignReviewDeps &
  HoldExpiryDeps &
  LowBalanceDeps &
  PayoutDeps &
  SettlementDeps &
  TopupDeps &
  WebhookEndpointDeps;

/** The registration list and nothing else. The worker passes the real things, a test its own. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createBankCreditActivities(deps),
    ...createLowBalanceActivities(deps),
    ...createNegativeBalanceActivities(deps),
    ...createBalanceTransferActivities(deps),
    ...createBankAccountVerificationActivities(deps),
    ...createCardFulfillmentActivities(deps),
    ...createCardholderScreeningActivities(deps),
    ...createDesignReviewActivities(deps),
    ...createHoldExpiryActivities(deps),
    ...createSettlementActivities(deps),
    ...createPayoutActivities(deps),
    ...createTestClockActivities(deps),
    ...createTopupActivities(deps),
    ...createWebhookEndpointActivities(deps),
  };
}
export type Activities = ReturnType<typeof createActivities>;
