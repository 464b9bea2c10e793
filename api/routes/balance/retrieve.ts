import * as z from 'zod';
import { getAccount } from '../../../db/accounts/get.ts';
import {
  arrivingAtPayments,
  issuingBalances,
  paymentsBalances,
} from '../../../db/ledger/balances.ts';
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
    return balanceToWire({
      currency,
      issuing: await issuingBalances(db, scope),
      payments: await paymentsBalances(db, scope),
      arriving: await arrivingAtPayments(db, scope),
      livemode: scope.livemode,
    });
  },
);
