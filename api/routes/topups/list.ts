import * as z from 'zod';
import { type AmountRange, listTopups as readTopups } from '../../../db/topups/list.ts';
import { viewTopups } from '../../../db/topups/views.ts';
import { TOPUP_STATUSES } from '../../../domain/topup/topup.ts';
import { amount, createdFilter, listInput } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { listOf } from '../../wire/list.ts';
import { topup, topupToWire } from '../../wire/topup.ts';

const path = '/v1/topups';

/** An amount, or bounds on one: `amount=1000`, `amount[gte]=…&amount[lt]=…`. */
const amountFilter = z.union([
  amount().transform((minor): AmountRange => ({ min: minor, max: minor })),
  z
    .strictObject({
      gt: amount().optional(),
      gte: amount().optional(),
      lt: amount().optional(),
      lte: amount().optional(),
    })
    .transform(({ gt, gte, lt, lte }): AmountRange => {
      const lower = [...(gt === undefined ? [] : [gt + 1n]), ...(gte === undefined ? [] : [gte])];
      const upper = [...(lt === undefined ? [] : [lt - 1n]), ...(lte === undefined ? [] : [lte])];
      const min = lower.toSorted(ascending).at(-1);
      const max = upper.toSorted(ascending).at(0);
      return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    }),
]);

const ascending = (left: bigint, right: bigint): number => (left < right ? -1 : 1);

export const listTopups = query(
  {
    method: 'get',
    path,
    summary: 'List top-ups',
    params: z.strictObject({}),
    input: listInput({
      amount: amountFilter.optional(),
      created: createdFilter().optional(),
      status: z.enum(TOPUP_STATUSES).optional(),
    }),
    response: listOf(topup),
  },
  async ({ input, scope }, { db }) => {
    const { rows, hasMore } = await readTopups(db, scope, input);
    return listAnswer(path, { rows: await viewTopups(db, scope, rows), hasMore }, topupToWire);
  },
);
