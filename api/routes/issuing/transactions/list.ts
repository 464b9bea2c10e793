import * as z from 'zod';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { getCard } from '../../../../db/cards/get.ts';
import { listTransactions as list } from '../../../../db/transactions/list.ts';
import { createdFilter, listInput, text } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { issuingTransaction, transactionToWire } from '../../../wire/issuing-transaction.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/transactions';

export const listTransactions = query(
  {
    method: 'get',
    path,
    summary: 'List issuing transactions',
    params: z.strictObject({}),
    input: listInput({
      card: text().optional(),
      cardholder: text().optional(),
      created: createdFilter().optional(),
      type: z.enum(['capture', 'refund']).optional(),
    }),
    response: listOf(issuingTransaction),
  },
  async ({ input, scope }, { db }) => {
    if (input.card !== undefined) await getCard(db, scope, input.card);
    if (input.cardholder !== undefined) await getCardholder(db, scope, input.cardholder);
    return listAnswer(path, await list(db, scope, input), transactionToWire);
  },
);
