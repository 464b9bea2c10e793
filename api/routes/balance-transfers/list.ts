import * as z from 'zod';
import { listBalanceTransfers as readBalanceTransfers } from '../../../db/balance-transfers/list.ts';
import { createdFilter, listInput } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { balanceTransfer, balanceTransferToWire } from '../../wire/balance-transfer.ts';
import { listOf } from '../../wire/list.ts';

const path = '/v1/balance_transfers';

export const listBalanceTransfers = query(
  {
    method: 'get',
    path,
    summary: 'List transfers between balances',
    params: z.strictObject({}),
    input: listInput({ created: createdFilter().optional() }),
    response: listOf(balanceTransfer),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await readBalanceTransfers(db, scope, input), balanceTransferToWire),
);
