import * as z from 'zod';
import { getBalanceTransaction } from '../../../db/balance-transactions/get.ts';
import { query } from '../../operation.ts';
import { balanceTransaction, balanceTransactionToWire } from '../../wire/balance-transaction.ts';

export const retrieveBalanceTransaction = query(
  {
    method: 'get',
    path: '/v1/balance_transactions/:id',
    summary: 'Retrieve a balance transaction',
    params: z.strictObject({ id: z.string() }),
    input: z.strictObject({}),
    response: balanceTransaction,
  },
  async ({ params, scope }, { db }) =>
    balanceTransactionToWire(await getBalanceTransaction(db, scope, params.id)),
);
