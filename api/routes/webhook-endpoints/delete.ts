import * as z from 'zod';
import { lockEndpoint } from '../../../db/webhook-endpoints/get.ts';
import { updateEndpoint } from '../../../db/webhook-endpoints/update.ts';
import { command } from '../../operation.ts';
import { deletedWebhookEndpoint } from '../../wire/webhook-endpoint.ts';
import { wakeEndpoint } from './wake.ts';

export const deleteEndpoint = command(
  {
    method: 'delete',
    path: '/v1/webhook_endpoints/:webhook_endpoint',
    summary: 'Delete a webhook endpoint',
    params: z.strictObject({ webhook_endpoint: z.string() }),
    input: z.strictObject({}),
    response: deletedWebhookEndpoint,
  },
  async ({ params, scope, work }) => {
    const { id } = await lockEndpoint(work.trx, scope, params.webhook_endpoint);
    await updateEndpoint(work, id, { status: 'disabled', deleted_at: work.realNow });
    await wakeEndpoint(work, id);
    return { id, object: 'webhook_endpoint' as const, deleted: true as const };
  },
);
