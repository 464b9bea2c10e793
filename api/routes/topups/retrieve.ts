import * as z from 'zod';
import { getTopup } from '../../../db/topups/get.ts';
import { viewTopup } from '../../../db/topups/views.ts';
import { query } from '../../operation.ts';
import { topup, topupToWire } from '../../wire/topup.ts';

export const retrieveTopup = query(
  {
    method: 'get',
    path: '/v1/topups/:topup',
    summary: 'Retrieve a top-up',
    params: z.strictObject({ topup: z.string() }),
    input: z.strictObject({}),
    response: topup,
  },
  async ({ params, scope }, { db }) =>
    topupToWire(await viewTopup(db, scope, await getTopup(db, scope, params.topup))),
);
