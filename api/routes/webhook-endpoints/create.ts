import * as z from 'zod';
import { owned } from '../../../db/database.ts';
import { toJson } from '../../../db/json.ts';
import { newId } from '../../../db/unit-of-work.ts';
import { insertEndpoint } from '../../../db/webhook-endpoints/insert.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { boolean, text } from '../../input.ts';
import { command } from '../../operation.ts';
import { versionOf } from '../../versions.ts';
import { endpointToWire, webhookEndpoint } from '../../wire/webhook-endpoint.ts';
import { callableUrl, changeable, enabledEvents, url } from './input.ts';
import { newSecret } from './secret.ts';
import { wakeEndpoint } from './wake.ts';

export const createEndpoint = command(
  {
    method: 'post',
    path: '/v1/webhook_endpoints',
    summary: 'Create a webhook endpoint',
    params: z.strictObject({}),
    input: z.strictObject({
      ...changeable,
      api_version: text({ max: 80 }).optional(),
      /** Kept, and of no effect as long as there are no connected accounts. */
      connect: boolean().default(false),
      enabled_events: enabledEvents,
      url,
    }),
    response: webhookEndpoint,
  },
  async ({ input, scope, work }) => {
    const id = newId(work, 'webhookEndpoint');
    const { secret, sealed } = newSecret(work, id);
    const endpoint = await insertEndpoint(work, {
      ...owned(scope),
      id,
      created_at: work.now,
      api_version: input.api_version === undefined ? null : versionOf(input.api_version),
      connect: input.connect,
      description: input.description ?? null,
      enabled_events: input.enabled_events,
      metadata: toJson(mergeMetadata({}, input.metadata)),
      secret_sealed: sealed,
      status: 'enabled',
      url: callableUrl(input.url, scope),
    });
    await wakeEndpoint(work, id);
    return endpointToWire(endpoint, secret);
  },
);
