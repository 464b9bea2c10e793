import * as z from 'zod';
import { reverseAuthorization } from '../../../../../authorizer/release.ts';
import { amount } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';

export const reverseOperation = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations/:authorization/reverse',
    summary: 'Simulate a full or partial reversal',
    params: z.strictObject({ authorization: z.string() }),
    /** Left out: all that is held. */
    input: z.strictObject({ reverse_amount: amount({ min: 1n }).optional() }),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, input, work }) =>
    authorizationToWire(await reverseAuthorization(work, authorization, input.reverse_amount)),
);
