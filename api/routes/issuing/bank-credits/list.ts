import * as z from 'zod';
import { listBankCredits as readBankCredits } from '../../../../db/funding/bank-credits.ts';
import { listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { bankCredit, bankCreditToWire } from '../../../wire/bank-credit.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/bank_credits';

export const listBankCredits = query(
  {
    method: 'get',
    path,
    summary: 'List bank transfers that have arrived',
    params: z.strictObject({}),
    input: listInput({}),
    response: listOf(bankCredit),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await readBankCredits(db, scope, input), bankCreditToWire),
);
