import * as z from 'zod';
import { openPaymentMethod } from '../../../funding/payment-method.ts';
import { command } from '../../operation.ts';
import { paymentMethod, paymentMethodToWire } from '../../wire/payment-method.ts';
import { billingOf, paymentMethodDetails } from './input.ts';

export const createPaymentMethod = command(
  {
    method: 'post',
    path: '/v1/payment_methods',
    summary: 'Name a US bank account to pull from',
    params: z.strictObject({}),
    input: z.strictObject(paymentMethodDetails),
    response: paymentMethod,
  },
  async ({ input, work }, { keyring }) => {
    const { method, bankAccount } = await openPaymentMethod(work, keyring, {
      bankAccount: input.us_bank_account,
      billingDetails: billingOf(input.billing_details),
      allowRedisplay: input.allow_redisplay,
      metadata: input.metadata ?? {},
    });
    return paymentMethodToWire(method, bankAccount);
  },
);
