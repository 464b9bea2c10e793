import * as z from 'zod';
import { makeToken } from '../../../funding/token.ts';
import { command } from '../../operation.ts';
import { unavailable } from '../../unavailable.ts';
import { token, tokenToWire } from '../../wire/token.ts';
import { bankAccountDetails } from '../bank-account-input.ts';

const otherToken = unavailable('Tokens for other things than bank accounts are');

export const createToken = command(
  {
    method: 'post',
    path: '/v1/tokens',
    summary: 'Name a bank account by a token',
    params: z.strictObject({}),
    input: z.strictObject({
      account: otherToken,
      bank_account: bankAccountDetails,
      card: otherToken,
      customer: otherToken,
      cvc_update: otherToken,
      person: otherToken,
      pii: otherToken,
    }),
    response: token,
  },
  async ({ input, work }, { keyring }) => {
    const made = await makeToken(work, keyring, input.bank_account);
    return tokenToWire(made.token, made.bankAccount);
  },
);
