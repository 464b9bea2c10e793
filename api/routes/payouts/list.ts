import * as z from 'zod';
import { listPayouts as readPayouts } from '../../../db/payouts/list.ts';
import { PAYOUT_STATUSES } from '../../../domain/payout/payout.ts';
import { createdFilter, listInput, text } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { listOf } from '../../wire/list.ts';
import { payout, payoutToWire } from '../../wire/payout.ts';

const path = '/v1/payouts';

export const listPayouts = query(
  {
    method: 'get',
    path,
    summary: 'List payouts',
    params: z.strictObject({}),
    input: listInput({
      arrival_date: createdFilter().optional(),
      created: createdFilter().optional(),
      destination: text({ max: 64 }).optional(),
      status: z.enum(PAYOUT_STATUSES).optional(),
    }),
    response: listOf(payout),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await readPayouts(db, scope, input), payoutToWire),
);
