import * as z from 'zod';
import { getEndpoint } from '../../../db/webhook-endpoints/get.ts';
import { query } from '../../operation.ts';
import { endpointToWire, webhookEndpoint } from '../../wire/webhook-endpoint.ts';

export const retrieveEndpoint = query(
  {
    method: 'get',
    path: '/v1/webhook_endpoints/:webhook_endpoint',
    summary: 'Retrieve a webhook endpoint',
    params: z.strictObject({ webhook_endpoint: z.string() }),
    input: z.strictObject({}),
    response: webhookEndpoint,
  },
  async ({ params, scope }, { db }) =>
    endpointToWire(await getEndpoint(db, scope, params.webhook_endpoint)),
);
