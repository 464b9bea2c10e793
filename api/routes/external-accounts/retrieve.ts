import * as z from 'zod';
import { getExternalAccount } from '../../../funding/external-account.ts';
import { query } from '../../operation.ts';
import { bankAccount, bankAccountToWire } from '../../wire/bank-account.ts';
import { requireOwnAccount } from './own-account.ts';

export const retrieveExternalAccount = query(
  {
    method: 'get',
    path: '/v1/accounts/:account/external_accounts/:id',
    summary: 'Retrieve a bank account that is paid out to',
    params: z.strictObject({ account: z.string(), id: z.string() }),
    input: z.strictObject({}),
    response: bankAccount,
  },
  async ({ params, scope }, { db }) => {
    requireOwnAccount(scope, params.account);
    return bankAccountToWire(await getExternalAccount(db, scope, params.id));
  },
);
