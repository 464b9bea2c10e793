import * as z from 'zod';
import { listDeliveries as readDeliveries } from '../../../../db/webhook-deliveries/list.ts';
import { getEndpoint } from '../../../../db/webhook-endpoints/get.ts';
import { DELIVERY_STATUSES } from '../../../../domain/webhook/delivery.ts';
import { listInput, text } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { listOf } from '../../../wire/list.ts';
import { deliveryToWire, webhookDelivery } from '../../../wire/webhook-delivery.ts';

/** Ours: with Stripe deliveries are seen in the dashboard only. */
export const listDeliveries = query(
  {
    method: 'get',
    path: '/v1/webhook_endpoints/:webhook_endpoint/deliveries',
    summary: 'List what was delivered to a webhook endpoint, and how',
    params: z.strictObject({ webhook_endpoint: z.string() }),
    input: listInput({
      event: text({ max: 64 }).optional(),
      status: z.enum(DELIVERY_STATUSES).optional(),
    }),
    response: listOf(webhookDelivery),
  },
  async ({ params, input, scope }, { db }) => {
    const { id: endpointId } = await getEndpoint(db, scope, params.webhook_endpoint);
    const page = await readDeliveries(db, scope, { ...input, endpointId });
    return listAnswer(`/v1/webhook_endpoints/${endpointId}/deliveries`, page, deliveryToWire);
  },
);
