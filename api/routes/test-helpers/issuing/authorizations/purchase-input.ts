import * as z from 'zod';
import type { Purchase } from '../../../../../authorizer/purchase.ts';
import {
  AUTHORIZATION_METHODS,
  WALLETS,
} from '../../../../../domain/authorization/authorization.ts';
import { CONDITIONS } from '../../../../../domain/authorization/condition.ts';
import type { PinCheck } from '../../../../../domain/authorization/verification.ts';
import { MERCHANT_CURRENCIES } from '../../../../../domain/exchange/currencies.ts';
import { CURRENCIES } from '../../../../../domain/money.ts';
import type { ExchangeRates } from '../../../../../providers/exchange-rates/port.ts';
import { stampRequest } from '../../../../../providers/network/stamp.ts';
import { amount, boolean, text } from '../../../../input.ts';
import { fleetInput, fuelInput } from '../fuel-input.ts';
import { merchantInput, toMerchantData } from '../merchant-input.ts';
import { disputabilityInput, riskInput, toRisk } from './risk-input.ts';
import { toVerificationData, verificationInput } from './verification-input.ts';

/** Eight digits of a currency whose unit is small buy little: a rupiah is worth less than a hundredth of a cent. */
const MERCHANT_AMOUNT_MAX = 999_999_999_999n;

export const purchaseInput = z.strictObject({
  card: text(),
  /** In the card's currency. Nought asks only whether the card is good. */
  amount: amount().optional(),
  amount_details: z
    .strictObject({ atm_fee: amount().optional(), cashback_amount: amount().optional() })
    .optional(),
  authorization_method: z.enum(AUTHORIZATION_METHODS).default('online'),
  /** Ours: what the purchase supposes that no request can bring about. */
  condition: z.enum(CONDITIONS).optional(),
  currency: z.enum(CURRENCIES).optional(),
  fleet: fleetInput.optional(),
  fraud_disputability_likelihood: disputabilityInput.optional(),
  fuel: fuelInput.optional(),
  is_amount_controllable: boolean().default(false),
  merchant_amount: amount({ max: MERCHANT_AMOUNT_MAX }).optional(),
  merchant_currency: z.enum(MERCHANT_CURRENCIES).optional(),
  merchant_data: merchantInput.prefault({}),
  network_data: z
    .strictObject({ acquiring_institution_id: text({ max: 255 }).optional() })
    .prefault({}),
  risk_assessment: riskInput.optional(),
  verification_data: verificationInput.prefault({}),
  wallet: z.enum(WALLETS).optional(),
});

type Given = z.output<typeof purchaseInput>;

interface Circumstances {
  readonly rates: ExchangeRates;
  /** What became of a PIN that was entered. */
  readonly pinCheck?: PinCheck | undefined;
}

export function toPurchase(asked: Given, { rates, pinCheck }: Circumstances): Purchase {
  const stamp = stampRequest();
  return {
    card: asked.card,
    amount: asked.amount,
    currency: asked.currency,
    merchantAmount: asked.merchant_amount,
    merchantCurrency: asked.merchant_currency,
    rates,
    isAmountControllable: asked.is_amount_controllable,
    amountDetails: toAmountDetails(asked.amount_details),
    fleet: asked.fleet ?? null,
    fuel: asked.fuel ?? null,
    risk: toRisk(asked.risk_assessment, asked.fraud_disputability_likelihood),
    method: asked.authorization_method,
    condition: asked.condition ?? null,
    merchantData: toMerchantData(asked.merchant_data),
    networkData: {
      acquiring_institution_id: asked.network_data.acquiring_institution_id ?? null,
      system_trace_audit_number: stamp.systemTraceAuditNumber,
      transaction_id: stamp.transactionId,
    },
    verificationData: {
      ...toVerificationData(asked.verification_data),
      ...(pinCheck && { pin_check: pinCheck }),
    },
    wallet: asked.wallet ?? null,
    authorizationCode: stamp.authorizationCode,
  };
}

const toAmountDetails = (given: Given['amount_details']): Purchase['amountDetails'] =>
  given === undefined
    ? null
    : {
        atm_fee: given.atm_fee?.toString() ?? null,
        cashback_amount: given.cashback_amount?.toString() ?? null,
      };
