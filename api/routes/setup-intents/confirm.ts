import * as z from 'zod';
import { lockSetupIntent } from '../../../db/setup-intents/get.ts';
import { updateSetupIntent } from '../../../db/setup-intents/update.ts';
import { confirmSetupIntent as confirm, unexpectedState } from '../../../funding/setup-intent.ts';
import { command } from '../../operation.ts';
import { setupIntent } from '../../wire/setup-intent.ts';
import { mandateInput, methodInput } from './input.ts';
import { namedMethod } from './named-method.ts';
import { showSetupIntent } from './view.ts';

export const confirmSetupIntent = command(
  {
    method: 'post',
    path: '/v1/setup_intents/:intent/confirm',
    summary: 'Begin to prove the bank account of a setup intent',
    params: z.strictObject({ intent: z.string() }),
    input: z.strictObject({ ...mandateInput, ...methodInput }),
    response: setupIntent,
  },
  async ({ params, input, work, scope }, { bank, keyring }) => {
    const before = await lockSetupIntent(work.trx, scope, params.intent);
    const method = await namedMethod(work, keyring, input);
    if (method !== undefined && before.status === 'requires_action')
      throw unexpectedState(before, 'confirmed');
    const intent =
      method === undefined || before.status === 'succeeded' || before.status === 'canceled'
        ? before
        : await updateSetupIntent(work, before.id, {
            payment_method_id: method,
            status: 'requires_confirmation',
          });
    const confirmed = await confirm(work, bank, { intent, method: 'amounts' });
    return showSetupIntent(work.trx, scope, confirmed);
  },
);
