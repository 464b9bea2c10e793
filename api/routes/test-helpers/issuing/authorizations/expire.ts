import * as z from 'zod';
import { expireAuthorization } from '../../../../../authorizer/release.ts';
import { command } from '../../../../operation.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';

export const expireOperation = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations/:authorization/expire',
    summary: 'Let an authorization lapse',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({}),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, work }) =>
    authorizationToWire(await expireAuthorization(work, authorization)),
);
