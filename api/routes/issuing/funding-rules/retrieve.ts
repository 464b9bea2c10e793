import * as z from 'zod';
import { getRule } from '../../../../db/funding/rules.ts';
import { query } from '../../../operation.ts';
import { fundingRule, fundingRuleToWire } from '../../../wire/funding-rule.ts';

export const retrieveFundingRule = query(
  {
    method: 'get',
    path: '/v1/issuing/funding_rules/:funding_rule',
    summary: 'Retrieve a rule for a low Issuing balance',
    params: z.strictObject({ funding_rule: z.string() }),
    input: z.strictObject({}),
    response: fundingRule,
  },
  async ({ params, scope }, { db }) =>
    fundingRuleToWire(await getRule(db, scope, params.funding_rule)),
);
