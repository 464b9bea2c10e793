import * as z from 'zod';
import { getAccount } from '../../../db/accounts/get.ts';
import { query } from '../../operation.ts';
import { account, accountToWire } from '../../wire/account.ts';

export const retrieveAccount = query(
  {
    method: 'get',
    path: '/v1/account',
    summary: 'Retrieve the account of the key',
    params: z.strictObject({}),
    input: z.strictObject({}),
    response: account,
  },
  async ({ scope }, { db }) => accountToWire(await getAccount(db, scope.accountId)),
);
