import type { IssuingAuthorizationRow } from '../db/database.ts';
import type {
  AuthorizationTraceJson,
  PendingRequestJson,
  RequestHistoryEntryJson,
} from '../db/json.ts';
import { isCardPresent } from '../domain/authorization/authorization.ts';
import { givenPostalCode } from '../domain/authorization/postal-code.ts';
import { networkRiskScore } from '../domain/authorization/risk-score.ts';
import { lapsesAt } from '../domain/authorization/validity.ts';
import type { Hold } from '../domain/ledger/transfer.ts';
import type { DecidedPurchase } from './decide-purchase.ts';

/** What is known only when the decision is written. */
interface Written {
  readonly hold: Hold | undefined;
  readonly at: Date;
  readonly trace: AuthorizationTraceJson;
}

export function authorizationRow(
  decided: DecidedPurchase,
  { hold, at, trace }: Written,
): IssuingAuthorizationRow {
  const { entry, known, card, asked, facts, outcome, suspicion, asksEndpoint } = decided;
  const { scope, purchase } = entry.request;
  const settled = outcome.approved && !asksEndpoint;
  return {
    account_id: scope.accountId,
    livemode: scope.livemode,
    id: entry.id,
    card_id: card.id,
    cardholder_id: card.cardholder_id,
    status: hold || asksEndpoint ? 'pending' : 'closed',
    approved: settled,
    amount: asksEndpoint ? 0n : asked.asked.minor,
    currency: asked.asked.currency,
    merchant_amount: asksEndpoint ? 0n : asked.merchantAmount,
    merchant_currency: asked.merchantCurrency,
    authorization_method: purchase.method,
    merchant_data: purchase.merchantData,
    network_data: purchase.networkData,
    verification_data: {
      ...purchase.verificationData,
      postal_code: givenPostalCode(
        purchase.verificationData.address_postal_code_check,
        known.cardholder.address_postal_code,
      ),
    },
    wallet: purchase.wallet,
    amount_details: purchase.amountDetails,
    fleet: purchase.fleet,
    fuel: purchase.fuel,
    conversion: asked.conversion,
    risk: purchase.risk,
    fraud_challenges: suspicion?.challenges ?? null,
    verified_by_fraud_challenge: facts.fraud.verifiedByChallenge ? true : null,
    pending_request: asksEndpoint ? pendingRequest(decided) : null,
    decide_by: null,
    expires_at: lapsesAt(at, {
      category: purchase.merchantData.category,
      brand: card.brand,
      cardPresent: isCardPresent(purchase.method),
    }),
    spent: outcome.approved ? asked.asked.minor : 0n,
    request_history: asksEndpoint ? [] : [requestEntry(decided)],
    trace,
    metadata: {},
    hold_movement: hold?.ref.movement ?? null,
    hold_leg: hold?.ref.leg ?? null,
    created_at: at,
  };
}

function requestEntry({ entry, asked, facts, outcome }: DecidedPurchase): RequestHistoryEntryJson {
  const { purchase } = entry.request;
  return {
    amount: String(asked.asked.minor),
    amount_details: purchase.amountDetails,
    approved: outcome.approved,
    authorization_code: outcome.approved ? purchase.authorizationCode : null,
    created: facts.at,
    currency: asked.asked.currency,
    merchant_amount: String(asked.merchantAmount),
    merchant_currency: asked.merchantCurrency,
    network_risk_score: networkRiskScore(purchase.risk?.fraud_risk?.score),
    reason: outcome.reason,
    reason_message: null,
    requested_at: facts.at,
  };
}

/** What the endpoint is asked; and what whoever hears its answer needs to finish the purchase. */
function pendingRequest({ entry, asked, facts }: DecidedPurchase): PendingRequestJson {
  const { purchase, requestId, keyed } = entry.request;
  return {
    amount: String(asked.asked.minor),
    amount_details: purchase.amountDetails,
    currency: asked.asked.currency,
    is_amount_controllable: purchase.isAmountControllable,
    merchant_amount: String(asked.merchantAmount),
    merchant_currency: asked.merchantCurrency,
    network_risk_score: networkRiskScore(purchase.risk?.fraud_risk?.score),
    authorization_code: purchase.authorizationCode,
    requested_at: facts.at,
    request_id: requestId,
    idempotency_key: keyed?.key ?? null,
  };
}
