import * as z from 'zod';
import { answerChallenge } from '../../../../../authorizer/fraud-challenge.ts';
import { boolean } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';

export const respondToChallenge = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations/:authorization/fraud_challenges/respond',
    summary: 'Answer a fraud challenge as the cardholder',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({ confirmed: boolean() }),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, input: { confirmed }, work }) =>
    authorizationToWire(await answerChallenge(work, authorization, confirmed)),
);
