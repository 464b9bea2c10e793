import * as z from 'zod';
import { getTransaction } from '../../../../db/transactions/get.ts';
import { query } from '../../../operation.ts';
import { issuingTransaction, transactionToWire } from '../../../wire/issuing-transaction.ts';

export const retrieveTransaction = query(
  {
    method: 'get',
    path: '/v1/issuing/transactions/:transaction',
    summary: 'Retrieve an issuing transaction',
    params: z.strictObject({ transaction: z.string() }),
    input: z.strictObject({}),
    response: issuingTransaction,
  },
  async ({ params, scope }, { db }) =>
    transactionToWire(await getTransaction(db, scope, params.transaction)),
);
