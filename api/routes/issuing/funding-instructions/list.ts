import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { listInstructions } from '../../../../db/funding/instructions.ts';
import { listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import {
  fundingInstructions,
  fundingInstructionsToWire,
} from '../../../wire/funding-instructions.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/funding_instructions';

export const listFundingInstructions = query(
  {
    method: 'get',
    path,
    summary: 'List funding instructions',
    params: z.strictObject({}),
    input: listInput({}),
    response: listOf(fundingInstructions),
  },
  async ({ input, scope }, { db }) => {
    const account = await getAccount(db, scope.accountId);
    const page = await listInstructions(db, scope, input);
    return listAnswer(path, page, (instructions) =>
      fundingInstructionsToWire({ account, instructions }),
    );
  },
);
