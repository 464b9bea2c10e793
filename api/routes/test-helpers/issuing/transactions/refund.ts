import * as z from 'zod';
import { refundTransaction } from '../../../../../authorizer/refund.ts';
import { amount } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import { issuingTransaction, transactionToWire } from '../../../../wire/issuing-transaction.ts';

/** Answers with the refund, which is a transaction of its own. */
export const refundOperation = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/transactions/:transaction/refund',
    summary: 'Simulate a refund by the merchant',
    params: z.strictObject({ transaction: z.string() }),
    /** Left out: all that has not been refunded. */
    input: z.strictObject({ refund_amount: amount({ min: 1n }).optional() }),
    response: issuingTransaction,
  },
  async ({ params: { transaction }, input, work }, { exchangeRates }) =>
    transactionToWire(
      await refundTransaction(work, { transaction, amount: input.refund_amount, exchangeRates }),
    ),
);
