import * as z from 'zod';
import { answerPending } from '../../../../authorizer/real-time/answer-pending.ts';
import { amount } from '../../../input.ts';
import { metadata } from '../../../metadata.ts';
import { commandThen } from '../../../operation.ts';
import { issuingAuthorization } from '../../../wire/issuing-authorization.ts';
import { tellWaiting } from './tell-waiting.ts';

export const approveAuthorization = commandThen(
  {
    method: 'post',
    path: '/v1/issuing/authorizations/:authorization/approve',
    summary: 'Approve an authorization that waits for a decision',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({
      /** Less than was asked, where the amount is controllable. */
      amount: amount({ min: 1n }).optional(),
      metadata: metadata().optional(),
    }),
    response: issuingAuthorization,
  },
  ({ params, input, work }) =>
    answerPending(work, params.authorization, { approved: true, ...input }),
  tellWaiting,
);
