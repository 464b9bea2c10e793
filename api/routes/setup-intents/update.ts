import * as z from 'zod';
import { toJson } from '../../../db/json.ts';
import { lockSetupIntent } from '../../../db/setup-intents/get.ts';
import { updateSetupIntent as writeSetupIntent } from '../../../db/setup-intents/update.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { unexpectedState } from '../../../funding/setup-intent.ts';
import { text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { setupIntent } from '../../wire/setup-intent.ts';
import { methodInput } from './input.ts';
import { namedMethod } from './named-method.ts';
import { showSetupIntent } from './view.ts';

export const updateSetupIntent = command(
  {
    method: 'post',
    path: '/v1/setup_intents/:intent',
    summary: 'Update a setup intent',
    params: z.strictObject({ intent: z.string() }),
    input: z.strictObject({
      ...methodInput,
      description: text().optional(),
      metadata: metadata().optional(),
    }),
    response: setupIntent,
  },
  async ({ params, input, work, scope }, { keyring }) => {
    const before = await lockSetupIntent(work.trx, scope, params.intent);
    const method = await namedMethod(work, keyring, input);
    if (method !== undefined && !awaitsMethod(before)) throw unexpectedState(before, 'changed');
    const after = await writeSetupIntent(work, before.id, {
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
      ...(input.description !== undefined && { description: input.description }),
      ...(method !== undefined && {
        payment_method_id: method,
        status: 'requires_confirmation',
      }),
    });
    return showSetupIntent(work.trx, scope, after);
  },
);

/** Until it is confirmed the payment method can be another one. */
const awaitsMethod = ({ status }: { readonly status: string }): boolean =>
  status === 'requires_payment_method' || status === 'requires_confirmation';
