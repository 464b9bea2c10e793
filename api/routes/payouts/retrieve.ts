import * as z from 'zod';
import { getPayout } from '../../../db/payouts/get.ts';
import { query } from '../../operation.ts';
import { payout, payoutToWire } from '../../wire/payout.ts';

export const retrievePayout = query(
  {
    method: 'get',
    path: '/v1/payouts/:payout',
    summary: 'Retrieve a payout',
    params: z.strictObject({ payout: z.string() }),
    input: z.strictObject({}),
    response: payout,
  },
  async ({ params, scope }, { db }) => payoutToWire(await getPayout(db, scope, params.payout)),
);
