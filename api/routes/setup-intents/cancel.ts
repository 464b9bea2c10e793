import * as z from 'zod';
import { recordEvent } from '../../../db/events/record.ts';
import { lockSetupIntent } from '../../../db/setup-intents/get.ts';
import { updateSetupIntent } from '../../../db/setup-intents/update.ts';
import { isSetupOpen, unexpectedState } from '../../../funding/setup-intent.ts';
import { command } from '../../operation.ts';
import { setupIntent, setupIntentToWire } from '../../wire/setup-intent.ts';

export const cancelSetupIntent = command(
  {
    method: 'post',
    path: '/v1/setup_intents/:intent/cancel',
    summary: 'Cancel a setup intent',
    params: z.strictObject({ intent: z.string() }),
    input: z.strictObject({
      cancellation_reason: z.enum(['abandoned', 'duplicate', 'requested_by_customer']).optional(),
    }),
    response: setupIntent,
  },
  async ({ params, input, work, scope }) => {
    const before = await lockSetupIntent(work.trx, scope, params.intent);
    if (!isSetupOpen(before)) throw unexpectedState(before, 'canceled');
    const after = await updateSetupIntent(work, before.id, {
      status: 'canceled',
      cancellation_reason: input.cancellation_reason ?? null,
    });
    const object = setupIntentToWire({ intent: after });
    await recordEvent(work, { type: 'setup_intent.canceled', object });
    return object;
  },
);
