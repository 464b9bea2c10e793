import * as z from 'zod';
import { listEndpoints as readEndpoints } from '../../../db/webhook-endpoints/list.ts';
import { listInput } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { listOf } from '../../wire/list.ts';
import { endpointToWire, webhookEndpoint } from '../../wire/webhook-endpoint.ts';

const path = '/v1/webhook_endpoints';

export const listEndpoints = query(
  {
    method: 'get',
    path,
    summary: 'List webhook endpoints',
    params: z.strictObject({}),
    input: listInput({}),
    response: listOf(webhookEndpoint),
  },
  async ({ input, scope }, { db }) => {
    const page = await readEndpoints(db, scope, input);
    return listAnswer(path, page, (row) => endpointToWire(row));
  },
);
