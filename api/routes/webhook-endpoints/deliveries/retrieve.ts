import * as z from 'zod';
import { getDelivery } from '../../../../db/webhook-deliveries/get.ts';
import { getEndpoint } from '../../../../db/webhook-endpoints/get.ts';
import { query } from '../../../operation.ts';
import { deliveryToWire, webhookDelivery } from '../../../wire/webhook-delivery.ts';

export const retrieveDelivery = query(
  {
    method: 'get',
    path: '/v1/webhook_endpoints/:webhook_endpoint/deliveries/:delivery',
    summary: 'Retrieve a delivery',
    params: z.strictObject({ webhook_endpoint: z.string(), delivery: z.string() }),
    input: z.strictObject({}),
    response: webhookDelivery,
  },
  async ({ params, scope }, { db }) => {
    const { id: endpointId } = await getEndpoint(db, scope, params.webhook_endpoint);
    return deliveryToWire(await getDelivery(db, scope, { endpointId, id: params.delivery }));
  },
);
