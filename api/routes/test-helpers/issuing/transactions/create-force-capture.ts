import * as z from 'zod';
import { command } from '../../../../operation.ts';
import { issuingTransaction } from '../../../../wire/issuing-transaction.ts';
import { postUnasked, unaskedInput } from './unasked-clearing.ts';

export const createForceCapture = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/transactions/create_force_capture',
    summary: 'Simulate a capture that nobody authorized',
    params: z.strictObject({}),
    input: unaskedInput,
    response: issuingTransaction,
  },
  async ({ input, work }) => postUnasked(work, 'capture', input),
);
