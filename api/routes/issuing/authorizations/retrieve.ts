import * as z from 'zod';
import { getAuthorization } from '../../../../db/authorizations/get.ts';
import { viewAuthorization } from '../../../../db/authorizations/views.ts';
import { query } from '../../../operation.ts';
import { authorizationToWire, issuingAuthorization } from '../../../wire/issuing-authorization.ts';

export const retrieveAuthorization = query(
  {
    method: 'get',
    path: '/v1/issuing/authorizations/:authorization',
    summary: 'Retrieve an authorization',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({}),
    response: issuingAuthorization,
  },
  async ({ params, scope }, { db }) => {
    const row = await getAuthorization(db, scope, params.authorization);
    return authorizationToWire(await viewAuthorization(db, scope, row));
  },
);
