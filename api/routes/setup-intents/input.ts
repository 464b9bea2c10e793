import * as z from 'zod';
import { failure } from '../../../domain/errors.ts';
import { text } from '../../input.ts';
import { unavailable } from '../../unavailable.ts';
import { paymentMethodDetails } from '../payment-methods/input.ts';

const forCustomers = unavailable('Setup intents for customers are');
const forOtherMethods = unavailable('Setup intents for other things than bank accounts are');

const acceptance = z.strictObject({
  accepted_at: z.string().optional(),
  offline: z.unknown().optional(),
  online: z.unknown().optional(),
  type: z.enum(['offline', 'online']),
});

/** How the bank account is named and proved: taken by creation, update and confirmation alike. */
export const methodInput = {
  payment_method: text().optional(),
  payment_method_data: z.strictObject(paymentMethodDetails).optional(),
  payment_method_options: z
    .strictObject({
      us_bank_account: z
        .strictObject({
          financial_connections: unavailable('Financial Connections are'),
          verification_method: z.enum(['automatic', 'microdeposits']).optional(),
        })
        .optional(),
    })
    .optional(),
};

/** Taken and not kept: an ACH mandate is the caller's to keep, and shown to nobody here. */
export const mandateInput = {
  mandate_data: z.strictObject({ customer_acceptance: acceptance }).optional(),
};

export const foreign = {
  customer: forCustomers,
  customer_account: forCustomers,
  on_behalf_of: forCustomers,
  confirmation_token: forOtherMethods,
  single_use: forOtherMethods,
  return_url: forOtherMethods,
};

/** @throws `parameters_exclusive`. */
export function requireOneMethod(given: {
  readonly payment_method?: unknown;
  readonly payment_method_data?: unknown;
}): void {
  if (given.payment_method !== undefined && given.payment_method_data !== undefined)
    throw failure('parameters_exclusive', { names: ['payment_method', 'payment_method_data'] });
}
