import * as z from 'zod';
import { getBalanceTransfer } from '../../../db/balance-transfers/get.ts';
import { query } from '../../operation.ts';
import { balanceTransfer, balanceTransferToWire } from '../../wire/balance-transfer.ts';

export const retrieveBalanceTransfer = query(
  {
    method: 'get',
    path: '/v1/balance_transfers/:id',
    summary: 'Retrieve a transfer between balances',
    params: z.strictObject({ id: z.string() }),
    input: z.strictObject({}),
    response: balanceTransfer,
  },
  async ({ params, scope }, { db }) =>
    balanceTransferToWire(await getBalanceTransfer(db, scope, params.id)),
);
