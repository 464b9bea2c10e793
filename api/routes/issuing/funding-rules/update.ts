import * as z from 'zod';
import { lockRule, updateRule } from '../../../../db/funding/rules.ts';
import { toJson } from '../../../../db/json.ts';
import { enqueue } from '../../../../db/outbox/enqueue.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { command } from '../../../operation.ts';
import { fundingRule, fundingRuleToWire } from '../../../wire/funding-rule.ts';
import { changeable, threshold } from './input.ts';
import { topupColumns } from './topup-columns.ts';

export const updateFundingRule = command(
  {
    method: 'post',
    path: '/v1/issuing/funding_rules/:funding_rule',
    summary: 'Update a rule for a low Issuing balance',
    params: z.strictObject({ funding_rule: z.string() }),
    input: z.strictObject({ ...changeable, threshold: threshold.optional() }),
    response: fundingRule,
  },
  async ({ params, input, work, scope }, { keyring }) => {
    const before = await lockRule(work.trx, scope, params.funding_rule);
    const { currency } = before;
    const { topup } = input;
    const after = await updateRule(work, before.id, {
      ...(input.active !== undefined && { active: input.active }),
      ...input.threshold,
      ...(topup !== undefined && (await topupColumns(work, keyring, { topup, currency }))),
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
    });
    // One that is off has no workflow, or one that ends when it looks.
    if (before.active || after.active)
      await enqueue(work, { kind: 'low_balance', objectId: after.id, payload: {} });
    return fundingRuleToWire(after);
  },
);
