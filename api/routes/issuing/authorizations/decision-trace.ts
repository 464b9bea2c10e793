import * as z from 'zod';
import { getAuthorization } from '../../../../db/authorizations/get.ts';
import { query } from '../../../operation.ts';
import { decisionTrace, decisionTraceToWire } from '../../../wire/decision-trace.ts';

export const retrieveDecisionTrace = query(
  {
    method: 'get',
    path: '/v1/issuing/authorizations/:authorization/decision_trace',
    summary: 'Retrieve why an authorization was decided as it was',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({}),
    response: decisionTrace,
  },
  async ({ params, scope }, { db }) =>
    decisionTraceToWire(await getAuthorization(db, scope, params.authorization)),
);
