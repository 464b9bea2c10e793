import * as z from 'zod';
import { getAccount } from '../../../db/accounts/get.ts';
import { issuingBalances } from '../../../db/balance-transactions/issuing-balances.ts';
import { query } from '../../operation.ts';
import { balance, balanceToWire } from '../../wire/balance.ts';

export const retrieveBalance = query(
  {
    method: 'get',
    path: '/v1/balance',
    summary: 'Retrieve the balance',
    params: z.strictObject({}),
    input: z.strictObject({}),
    response: balance,
  },
  async ({ scope }, { db }) => {
    const { default_currency: currency } = await getAccount(db, scope.accountId);
    const issuing = await issuingBalances(db, scope);
    return balanceToWire({ currency, issuing, livemode: scope.livemode });
  },
);
