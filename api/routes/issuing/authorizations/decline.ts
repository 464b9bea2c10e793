import * as z from 'zod';
import { answerPending } from '../../../../authorizer/real-time/answer-pending.ts';
import { metadata } from '../../../metadata.ts';
import { commandThen } from '../../../operation.ts';
import { issuingAuthorization } from '../../../wire/issuing-authorization.ts';
import { tellWaiting } from './tell-waiting.ts';

export const declineAuthorization = commandThen(
  {
    method: 'post',
    path: '/v1/issuing/authorizations/:authorization/decline',
    summary: 'Decline an authorization that waits for a decision',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({ metadata: metadata().optional() }),
    response: issuingAuthorization,
  },
  ({ params, input, work }) =>
    answerPending(work, params.authorization, { approved: false, ...input }),
  tellWaiting,
);
