import * as z from 'zod';
import type { WebhookEndpointRow } from '../../../db/tables/webhook-endpoint.ts';
import { toJson } from '../../../db/json.ts';
import { lockEndpoint } from '../../../db/webhook-endpoints/get.ts';
import {
  beginAnew,
  type EndpointChange,
  updateEndpoint as writeEndpoint,
} from '../../../db/webhook-endpoints/update.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { boolean } from '../../input.ts';
import { command } from '../../operation.ts';
import { endpointToWire, webhookEndpoint } from '../../wire/webhook-endpoint.ts';
import { callableUrl, changeable, enabledEvents, url } from './input.ts';
import { wakeEndpoint } from './wake.ts';

export const updateEndpoint = command(
  {
    method: 'post',
    path: '/v1/webhook_endpoints/:webhook_endpoint',
    summary: 'Update a webhook endpoint',
    params: z.strictObject({ webhook_endpoint: z.string() }),
    input: z.strictObject({
      ...changeable,
      disabled: boolean().optional(),
      enabled_events: enabledEvents.optional(),
      url: url.optional(),
    }),
    response: webhookEndpoint,
  },
  async ({ params, input, scope, work }) => {
    const before = await lockEndpoint(work.trx, scope, params.webhook_endpoint);
    const { description, enabled_events: events } = input;
    const after = await writeEndpoint(work, before.id, {
      ...(description !== undefined && { description }),
      ...(events !== undefined && { enabled_events: events }),
      ...(input.url !== undefined && { url: callableUrl(input.url, scope) }),
      ...afterSwitch(before, input.disabled),
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
    });
    if (after.status !== before.status) await wakeEndpoint(work, before.id);
    return endpointToWire(after);
  },
);

/** To enable what is enabled changes nothing: else its events of the last second were lost. */
function afterSwitch(
  { status }: WebhookEndpointRow,
  disabled: boolean | undefined,
): EndpointChange {
  if (disabled === true) return { status: 'disabled' };
  return disabled === false && status === 'disabled' ? { status: 'enabled', ...beginAnew } : {};
}
