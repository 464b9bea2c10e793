import * as z from 'zod';
import { authorize } from '../../../../../authorizer/authorize.ts';
import type { Purchase } from '../../../../../authorizer/purchase.ts';
import { recordEvent } from '../../../../../db/events/record.ts';
import {
  AUTHORIZATION_METHODS,
  WALLETS,
} from '../../../../../domain/authorization/authorization.ts';
import { CURRENCIES } from '../../../../../domain/money.ts';
import { stampRequest } from '../../../../../providers/network/stamp.ts';
import { amount, text } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import { unavailable, unavailableSwitch } from '../../../../unavailable.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';
import { merchantInput, toMerchantData } from '../merchant-input.ts';
import { toVerificationData, verificationInput } from './verification-input.ts';

const input = z.strictObject({
  card: text(),
  /** In the card's currency. Nought asks only whether the card is good. */
  amount: amount(),
  currency: z.enum(CURRENCIES).optional(),
  authorization_method: z.enum(AUTHORIZATION_METHODS).default('online'),
  merchant_data: merchantInput.prefault({}),
  network_data: z
    .strictObject({ acquiring_institution_id: text({ max: 255 }).optional() })
    .prefault({}),
  verification_data: verificationInput.prefault({}),
  wallet: z.enum(WALLETS).optional(),
  amount_details: unavailable('Cash withdrawals and cashback are'),
  fleet: unavailable('Fleet data is'),
  fraud_disputability_likelihood: unavailable('Fraud models are'),
  fuel: unavailable('Fuel data is'),
  is_amount_controllable: unavailableSwitch('Partial approvals are'),
  merchant_amount: unavailable('Purchases in another currency are'),
  merchant_currency: unavailable('Purchases in another currency are'),
  risk_assessment: unavailable('Fraud models are'),
});

/** Answers 200 for a decline as well: `approved` tells. */
export const createAuthorization = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations',
    summary: 'Simulate a purchase with a card',
    params: z.strictObject({}),
    input,
    response: issuingAuthorization,
  },
  async ({ input: asked, work }, { clock }) => {
    const object = authorizationToWire(await authorize(work, toPurchase(asked), clock.nowMs));
    await recordEvent(work, { type: 'issuing_authorization.created', object });
    return object;
  },
);

function toPurchase(asked: z.output<typeof input>): Purchase {
  const stamp = stampRequest();
  return {
    card: asked.card,
    amount: asked.amount,
    currency: asked.currency,
    isAmountControllable: false,
    amountDetails: null,
    fleet: null,
    fuel: null,
    risk: null,
    method: asked.authorization_method,
    merchantData: toMerchantData(asked.merchant_data),
    networkData: {
      acquiring_institution_id: asked.network_data.acquiring_institution_id ?? null,
      system_trace_audit_number: stamp.systemTraceAuditNumber,
      transaction_id: stamp.transactionId,
    },
    verificationData: toVerificationData(asked.verification_data),
    wallet: asked.wallet ?? null,
    authorizationCode: stamp.authorizationCode,
  };
}
