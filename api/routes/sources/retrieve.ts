import * as z from 'zod';
import { getBankAccount } from '../../../db/bank-accounts/get.ts';
import { getSource } from '../../../db/sources/get.ts';
import { text } from '../../input.ts';
import { query } from '../../operation.ts';
import { source, sourceToWire } from '../../wire/source.ts';

export const retrieveSource = query(
  {
    method: 'get',
    path: '/v1/sources/:source',
    summary: 'Retrieve a source',
    params: z.strictObject({ source: z.string() }),
    input: z.strictObject({ client_secret: text({ max: 255 }).optional() }),
    response: source,
  },
  async ({ params, scope }, { db }) => {
    const row = await getSource(db, scope, params.source);
    return sourceToWire(row, await getBankAccount(db, scope, row.bank_account_id));
  },
);
