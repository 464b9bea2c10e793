import * as z from 'zod';
import { listRules } from '../../../../db/funding/rules.ts';
import { listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { fundingRule, fundingRuleToWire } from '../../../wire/funding-rule.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/funding_rules';

export const listFundingRules = query(
  {
    method: 'get',
    path,
    summary: 'List rules for a low Issuing balance',
    params: z.strictObject({}),
    input: listInput({}),
    response: listOf(fundingRule),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await listRules(db, scope, input), fundingRuleToWire),
);
