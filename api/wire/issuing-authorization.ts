import * as z from 'zod';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import {
  AUTHORIZATION_METHODS,
  AUTHORIZATION_STATUSES,
  isCardPresent,
  WALLETS,
} from '../../domain/authorization/authorization.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { CARD_PRESENCES } from '../../domain/spending-controls.ts';
import { amountDetails, amountDetailsToWire } from './amount-details.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { balanceTransaction, balanceTransactionToWire } from './balance-transaction.ts';
import { expandable } from './expandable.ts';
import { cardToWire, issuingCard } from './issuing-card.ts';
import { challengeToWire, fraudChallenge } from './fraud-challenge.ts';
import { fleet, fleetToWire, fuel, fuelToWire } from './fuel-and-fleet.ts';
import { issuingTransaction, transactionToWire } from './issuing-transaction.ts';
import { merchantData, merchantDataToWire } from './merchant-data.ts';
import { pendingRequest, pendingRequestToWire } from './pending-request.ts';
import { requestHistoryEntry, requestToWire } from './request-history.ts';
import { verificationData, verificationToWire } from './verification-data.ts';

/** A decided purchase, as it crosses HTTP. Amounts are minor units. */
export const issuingAuthorization = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.authorization'),
  amount: z.int(),
  amount_details: amountDetails.nullable(),
  approved: z.boolean(),
  authorization_method: z.enum(AUTHORIZATION_METHODS),
  balance_transactions: z.array(balanceTransaction),
  card: issuingCard,
  card_presence: z.enum(CARD_PRESENCES),
  cardholder: expandable('issuing.cardholder'),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  fleet: fleet.nullable(),
  fraud_challenges: z.array(fraudChallenge).nullable(),
  fuel: fuel.nullable(),
  livemode: z.boolean(),
  merchant_amount: z.int(),
  merchant_currency: z.string(),
  merchant_data: merchantData,
  metadata: z.record(z.string(), z.string()),
  network_data: z.strictObject({
    acquiring_institution_id: z.string().nullable(),
    system_trace_audit_number: z.string().nullable(),
    transaction_id: z.string().nullable(),
  }),
  pending_request: pendingRequest.nullable(),
  request_history: z.array(requestHistoryEntry),
  status: z.enum(AUTHORIZATION_STATUSES),
  token: expandable('issuing.token').nullable(),
  transactions: z.array(issuingTransaction),
  treasury: z.null(),
  verification_data: verificationData,
  verified_by_fraud_challenge: z.boolean().nullable(),
  wallet: z.enum(WALLETS).nullable(),
});
export type IssuingAuthorization = z.output<typeof issuingAuthorization>;

export function authorizationToWire(view: AuthorizationView): IssuingAuthorization {
  const { authorization, card, cardholder, balanceTransactions, transactions } = view;
  const { network_data } = authorization;
  return {
    id: authorization.id,
    object: 'issuing.authorization',
    amount: toWireAmount(authorization.amount),
    amount_details:
      authorization.amount_details && amountDetailsToWire(authorization.amount_details),
    approved: authorization.approved,
    authorization_method: authorization.authorization_method,
    balance_transactions: balanceTransactions.map(balanceTransactionToWire),
    card: cardToWire(card, cardholder),
    card_presence: isCardPresent(authorization.authorization_method) ? 'present' : 'not_present',
    cardholder: cardholder.id,
    created: toWireTime(authorization.created_at),
    currency: authorization.currency,
    fleet: authorization.fleet && fleetToWire(authorization.fleet),
    fraud_challenges:
      authorization.fraud_challenges && authorization.fraud_challenges.map(challengeToWire),
    fuel: authorization.fuel && fuelToWire(authorization.fuel),
    livemode: authorization.livemode,
    merchant_amount: toWireAmount(authorization.merchant_amount),
    merchant_currency: authorization.merchant_currency,
    merchant_data: merchantDataToWire(authorization.merchant_data),
    metadata: authorization.metadata,
    network_data: {
      acquiring_institution_id: network_data.acquiring_institution_id,
      system_trace_audit_number: network_data.system_trace_audit_number,
      transaction_id: network_data.transaction_id,
    },
    pending_request:
      authorization.pending_request && pendingRequestToWire(authorization.pending_request),
    request_history: authorization.request_history.map(requestToWire),
    status: authorization.status,
    token: null,
    transactions: transactions.map(transactionToWire),
    treasury: null,
    verification_data: verificationToWire(authorization.verification_data),
    verified_by_fraud_challenge: authorization.verified_by_fraud_challenge,
    wallet: authorization.wallet,
  };
}
