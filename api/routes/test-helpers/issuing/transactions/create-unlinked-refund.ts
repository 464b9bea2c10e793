import * as z from 'zod';
import { command } from '../../../../operation.ts';
import { issuingTransaction } from '../../../../wire/issuing-transaction.ts';
import { postUnasked, unaskedInput } from './unasked-clearing.ts';

export const createUnlinkedRefund = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/transactions/create_unlinked_refund',
    summary: 'Simulate a refund of no known purchase',
    params: z.strictObject({}),
    input: unaskedInput,
    response: issuingTransaction,
  },
  async ({ input, work }) => postUnasked(work, 'refund', input),
);
