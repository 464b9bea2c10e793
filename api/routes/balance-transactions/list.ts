import * as z from 'zod';
import { listBalanceTransactions as list } from '../../../db/balance-transactions/list.ts';
import { createdFilter, listInput, text } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { balanceTransaction, balanceTransactionToWire } from '../../wire/balance-transaction.ts';
import { listOf } from '../../wire/list.ts';

const path = '/v1/balance_transactions';

export const listBalanceTransactions = query(
  {
    method: 'get',
    path,
    summary: 'List balance transactions',
    params: z.strictObject({}),
    input: listInput({
      created: createdFilter().optional(),
      currency: text({ max: 3 }).optional(),
      payout: text().optional(),
      source: text().optional(),
      /** Any type of the wire: of those that this release does not make, there are none. */
      type: text().optional(),
    }),
    response: listOf(balanceTransaction),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await list(db, scope, input), balanceTransactionToWire),
);
