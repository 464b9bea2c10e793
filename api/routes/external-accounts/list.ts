import * as z from 'zod';
import { listExternalAccounts as readExternalAccounts } from '../../../db/bank-accounts/list-external.ts';
import { listInput } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { bankAccount, bankAccountToWire } from '../../wire/bank-account.ts';
import { listOf } from '../../wire/list.ts';
import { requireOwnAccount } from './own-account.ts';

export const listExternalAccounts = query(
  {
    method: 'get',
    path: '/v1/accounts/:account/external_accounts',
    summary: 'List the bank accounts that are paid out to',
    params: z.strictObject({ account: z.string() }),
    input: listInput({ object: z.enum(['bank_account', 'card']).optional() }),
    response: listOf(bankAccount),
  },
  async ({ params, input, scope }, { db }) => {
    requireOwnAccount(scope, params.account);
    const url = `/v1/accounts/${params.account}/external_accounts` as const;
    // Cards are not paid out to.
    if (input.object === 'card')
      return listAnswer(url, { rows: [], hasMore: false }, bankAccountToWire);
    return listAnswer(url, await readExternalAccounts(db, scope, input), bankAccountToWire);
  },
);
