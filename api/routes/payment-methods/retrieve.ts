import * as z from 'zod';
import { getBankAccount } from '../../../db/bank-accounts/get.ts';
import { getPaymentMethod } from '../../../db/payment-methods/get.ts';
import { query } from '../../operation.ts';
import { paymentMethod, paymentMethodToWire } from '../../wire/payment-method.ts';

export const retrievePaymentMethod = query(
  {
    method: 'get',
    path: '/v1/payment_methods/:payment_method',
    summary: 'Retrieve a payment method',
    params: z.strictObject({ payment_method: z.string() }),
    input: z.strictObject({}),
    response: paymentMethod,
  },
  async ({ params, scope }, { db }) => {
    const row = await getPaymentMethod(db, scope, params.payment_method);
    return paymentMethodToWire(row, await getBankAccount(db, scope, row.bank_account_id));
  },
);
