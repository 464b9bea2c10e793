import * as z from 'zod';
import { getBankCredit } from '../../../../db/funding/bank-credits.ts';
import { query } from '../../../operation.ts';
import { bankCredit, bankCreditToWire } from '../../../wire/bank-credit.ts';

export const retrieveBankCredit = query(
  {
    method: 'get',
    path: '/v1/issuing/bank_credits/:bank_credit',
    summary: 'Retrieve a bank transfer that has arrived',
    params: z.strictObject({ bank_credit: z.string() }),
    input: z.strictObject({}),
    response: bankCredit,
  },
  async ({ params, scope }, { db }) =>
    bankCreditToWire(await getBankCredit(db, scope, params.bank_credit)),
);
