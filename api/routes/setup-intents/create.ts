import * as z from 'zod';
import { owned } from '../../../db/database.ts';
import { recordEvent } from '../../../db/events/record.ts';
import { toJson } from '../../../db/json.ts';
import { insertSetupIntent } from '../../../db/setup-intents/insert.ts';
import { newId } from '../../../db/unit-of-work.ts';
import { failure } from '../../../domain/errors.ts';
import { confirmSetupIntent } from '../../../funding/setup-intent.ts';
import { boolean, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { setupIntent, setupIntentToWire } from '../../wire/setup-intent.ts';
import { foreign, mandateInput, methodInput } from './input.ts';
import { namedMethod } from './named-method.ts';
import { showSetupIntent } from './view.ts';

const methodTypes = z.array(z.literal('us_bank_account')).max(1).optional();
const directions = z.enum(['inbound', 'outbound']);

export const createSetupIntent = command(
  {
    method: 'post',
    path: '/v1/setup_intents',
    summary: 'Prove a bank account before money is pulled from it',
    params: z.strictObject({}),
    input: z.strictObject({
      ...foreign,
      ...mandateInput,
      ...methodInput,
      allowed_payment_method_types: methodTypes,
      attach_to_self: boolean().default(false),
      confirm: boolean().default(false),
      description: text().optional(),
      flow_directions: z.array(directions).max(2).optional(),
      metadata: metadata().optional(),
      // Its name until the API version 2026-10-28.
      payment_method_types: methodTypes,
      usage: z.enum(['off_session', 'on_session']).default('off_session'),
    }),
    response: setupIntent,
  },
  async ({ input, work, scope }, { bank, keyring }) => {
    const method = await namedMethod(work, keyring, input);
    if (input.mandate_data && !input.confirm)
      throw failure(
        'parameter_invalid',
        { problem: 'A mandate is given with the confirmation: send confirm=true.' },
        { param: 'mandate_data' },
      );
    const id = newId(work, 'setupIntent');
    const intent = await insertSetupIntent(work, {
      ...owned(scope),
      id,
      status: method === undefined ? 'requires_payment_method' : 'requires_confirmation',
      payment_method_id: method ?? null,
      attach_to_self: input.attach_to_self,
      flow_directions: input.flow_directions ?? null,
      description: input.description ?? null,
      usage: input.usage,
      client_secret: `${id}_secret_${work.unique()}`,
      metadata: toJson(input.metadata ?? {}),
      created_at: work.now,
    });
    const object = setupIntentToWire({ intent });
    await recordEvent(work, { type: 'setup_intent.created', object });
    if (!input.confirm) return object;
    const confirmed = await confirmSetupIntent(work, bank, { intent, method: 'amounts' });
    return showSetupIntent(work.trx, scope, confirmed);
  },
);
