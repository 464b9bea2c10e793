import * as z from 'zod';
import { getSettings } from '../../../../db/settings/get.ts';
import { query } from '../../../operation.ts';
import { issuingSettings, settingsToWire } from '../../../wire/issuing-settings.ts';

export const retrieveSettings = query(
  {
    method: 'get',
    path: '/v1/issuing/settings',
    summary: 'Retrieve how the account runs its cards',
    params: z.strictObject({}),
    input: z.strictObject({}),
    response: issuingSettings,
  },
  async ({ scope }, { db }) => settingsToWire(await getSettings(db, scope), scope.livemode),
);
