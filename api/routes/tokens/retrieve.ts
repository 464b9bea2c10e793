import * as z from 'zod';
import { getBankAccountToken } from '../../../db/bank-account-tokens/get.ts';
import { getBankAccount } from '../../../db/bank-accounts/get.ts';
import { query } from '../../operation.ts';
import { token, tokenToWire } from '../../wire/token.ts';

export const retrieveToken = query(
  {
    method: 'get',
    path: '/v1/tokens/:token',
    summary: 'Retrieve a token',
    params: z.strictObject({ token: z.string() }),
    input: z.strictObject({}),
    response: token,
  },
  async ({ params, scope }, { db }) => {
    const row = await getBankAccountToken(db, scope, params.token);
    return tokenToWire(row, await getBankAccount(db, scope, row.bank_account_id));
  },
);
