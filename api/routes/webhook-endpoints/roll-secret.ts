import * as z from 'zod';
import { lockEndpoint } from '../../../db/webhook-endpoints/get.ts';
import { updateEndpoint } from '../../../db/webhook-endpoints/update.ts';
import { SECRET_OVERLAP_SECONDS_MAX } from '../../../domain/webhook/endpoint.ts';
import { integer } from '../../input.ts';
import { command } from '../../operation.ts';
import { endpointToWire, webhookEndpoint } from '../../wire/webhook-endpoint.ts';
import { newSecret } from './secret.ts';

/** Ours: with Stripe a secret is rolled in the dashboard. */
export const rollSecret = command(
  {
    method: 'post',
    path: '/v1/webhook_endpoints/:webhook_endpoint/roll_secret',
    summary: 'Replace the secret of a webhook endpoint',
    params: z.strictObject({ webhook_endpoint: z.string() }),
    input: z.strictObject({
      /** How long the secret that is replaced goes on signing beside the new one. */
      expires_in: integer({ min: 0, max: SECRET_OVERLAP_SECONDS_MAX }).default(
        SECRET_OVERLAP_SECONDS_MAX,
      ),
    }),
    response: webhookEndpoint,
  },
  async ({ params, input, scope, work }) => {
    const before = await lockEndpoint(work.trx, scope, params.webhook_endpoint);
    const { secret, sealed } = newSecret(work, before.id);
    const expiresAt = work.realNow.getTime() + input.expires_in * 1_000;
    const after = await updateEndpoint(work, before.id, {
      secret_sealed: sealed,
      previous_secret_sealed: before.secret_sealed,
      previous_secret_expires_at: new Date(expiresAt),
    });
    return endpointToWire(after, secret);
  },
);
