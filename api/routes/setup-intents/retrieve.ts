import * as z from 'zod';
import { getSetupIntent } from '../../../db/setup-intents/get.ts';
import { text } from '../../input.ts';
import { query } from '../../operation.ts';
import { setupIntent } from '../../wire/setup-intent.ts';
import { showSetupIntent } from './view.ts';

export const retrieveSetupIntent = query(
  {
    method: 'get',
    path: '/v1/setup_intents/:intent',
    summary: 'Retrieve a setup intent',
    params: z.strictObject({ intent: z.string() }),
    input: z.strictObject({ client_secret: text({ max: 255 }).optional() }),
    response: setupIntent,
  },
  async ({ params, scope }, { db }) =>
    showSetupIntent(db, scope, await getSetupIntent(db, scope, params.intent)),
);
