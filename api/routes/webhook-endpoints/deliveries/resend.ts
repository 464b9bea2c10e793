import * as z from 'zod';
import { getEvent } from '../../../../db/events/read.ts';
import { lockDelivery } from '../../../../db/webhook-deliveries/get.ts';
import { resendDelivery as makeDue } from '../../../../db/webhook-deliveries/resend.ts';
import { getEndpoint } from '../../../../db/webhook-endpoints/get.ts';
import { failure } from '../../../../domain/errors.ts';
import { command } from '../../../operation.ts';
import { deliveryToWire, webhookDelivery } from '../../../wire/webhook-delivery.ts';
import { wakeEndpoint } from '../wake.ts';

/** Ours: with Stripe an event is sent again from the dashboard or the CLI. */
export const resendDelivery = command(
  {
    method: 'post',
    path: '/v1/webhook_endpoints/:webhook_endpoint/deliveries/:delivery/resend',
    summary: 'Send an event to a webhook endpoint once more',
    params: z.strictObject({ webhook_endpoint: z.string(), delivery: z.string() }),
    input: z.strictObject({}),
    response: webhookDelivery,
  },
  async ({ params, scope, work }) => {
    const endpoint = await getEndpoint(work.trx, scope, params.webhook_endpoint);
    if (endpoint.status === 'disabled')
      throw failure('status_transition_invalid', {
        problem: `The webhook endpoint '${endpoint.id}' is disabled: enable it first.`,
      });
    const named = { endpointId: endpoint.id, id: params.delivery };
    const delivery = await lockDelivery(work.trx, scope, named);
    // What is gone after thirty days cannot be sent.
    await getEvent(work.trx, scope, { id: delivery.event_id, now: work.now });
    const due = await makeDue(work, delivery);
    await wakeEndpoint(work, endpoint.id);
    return deliveryToWire(due);
  },
);
