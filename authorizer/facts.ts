import type {
  AccountRow,
  IssuingCardholderRow,
  IssuingSettingsRow,
  PlainCardRow,
} from '../db/database.ts';
import type { AskedRow } from '../db/purchases/read-asked.ts';
import type { AuthorizationFacts, PlatformFault } from '../domain/authorization/facts.ts';
import { PIN_FAILURES_MAX } from '../domain/authorization/verification.ts';
import { expiresAt } from '../domain/card/expiry.ts';
import { requirementsOf } from '../domain/cardholder/requirements.ts';
import { failure } from '../domain/errors.ts';
import { velocityModel } from '../domain/fraud/velocity-model.ts';
import { velocityAt } from '../domain/fraud/velocity.ts';
import { isVouchedFor } from '../domain/fraud/vouched.ts';
import { type Money, money } from '../domain/money.ts';
import { cashUsedToday, controlFactsOf, type Limiters } from './limits.ts';
import type { Purchase } from './purchase.ts';
import type { Till } from './till.ts';

/** What was read about a purchase whose card there is. */
export interface Known {
  readonly card: PlainCardRow;
  readonly cardholder: IssuingCardholderRow;
  readonly account: AccountRow;
  readonly settings: IssuingSettingsRow | undefined;
  readonly usage: AskedRow['usage'];
  /** Absent: the account is on no test clock. */
  readonly clocked: AskedRow['clocked'];
}

/** @throws `resource_missing` when the tenant has no such card. */
export function knownOf(row: AskedRow, text: string): Known {
  const { card, cardholder, account, ...rest } = row;
  const { settings, usage, clocked } = rest;
  if (card && cardholder && account) return { card, cardholder, account, settings, usage, clocked };
  throw failure('resource_missing', { object: 'issuing card', id: text }, { param: 'card' });
}

/** What the network says of a purchase, whether it is new or an increment of one. */
export type Asking = Pick<
  Purchase,
  'merchantData' | 'method' | 'risk' | 'verificationData' | 'wallet'
>;

/** What changes from one purchase to the next. */
export interface Momentary {
  /** Unix seconds. */
  readonly at: number;
  readonly fault: PlatformFault | null;
  /** What would be held now, and that with what the same authorization holds already. */
  readonly asked: Money;
  readonly total: Money;
  /** Unix seconds: in whose windows it counts for limits. Absent: in those of `at`. */
  readonly spentAt?: number;
}

export function factsOf(
  known: Known,
  asking: Asking,
  {
    till,
    limiters,
    spentAt,
    ...momentary
  }: Momentary & { readonly till: Till; readonly limiters: Limiters },
): AuthorizationFacts {
  const { account, settings, card, cardholder } = known;
  const [ofCard, ofCardholder] = limiters;
  const { at } = momentary;
  const { verificationData: verification, merchantData: merchant, risk } = asking;
  return {
    ...momentary,
    account: {
      cardIssuing: account.card_issuing,
      country: account.country,
      cashWithdrawals: settings?.cash_withdrawals ?? true,
    },
    card: {
      status: card.status,
      type: card.type,
      expiresAt: expiresAt(card.exp_month, card.exp_year),
      pinBlocked: card.pin_failures >= PIN_FAILURES_MAX,
    },
    cardholder: {
      status: cardholder.status,
      disabledReason: requirementsOf(cardholder).disabledReason,
    },
    entry: { method: asking.method, wallet: asking.wallet },
    verification: {
      cvc: verification.cvc_check,
      expiry: verification.expiry_check,
      addressLine1: verification.address_line1_check,
      postalCode: verification.address_postal_code_check,
      pin: verification.pin_check,
      threeDSecure: verification.three_d_secure?.result ?? null,
      exemption: verification.authentication_exemption?.type ?? null,
    },
    merchant: {
      category: merchant.category,
      country: merchant.country,
      networkId: merchant.network_id,
    },
    fraud: {
      assessment: velocityModel.assess({
        velocity: velocityAt(till.usage(ofCard, ofCard.read).velocity, at),
        networkRisk: risk?.fraud_risk ?? null,
        cardTesting: risk?.card_testing_risk?.level ?? null,
        merchantCountry: merchant.country,
        cardholderCountry: cardholder.address_country,
      }),
      verifiedByChallenge: isVouchedFor(
        till.usage(ofCardholder, ofCardholder.read).velocity?.verified,
        merchant.network_id,
        at,
      ),
    },
    controls: controlFactsOf(till, limiters, spentAt ?? at),
    cashUsedToday: cashUsedToday(till, ofCard, {
      at: spentAt ?? at,
      category: merchant.category,
    }),
    available: money(till.tenant(limiters[0].scope).available, card.currency),
  };
}
