import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { owned } from '../../../../db/database.ts';
import { insertRule } from '../../../../db/funding/rules.ts';
import { toJson } from '../../../../db/json.ts';
import { enqueue } from '../../../../db/outbox/enqueue.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { failure } from '../../../../domain/errors.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { CURRENCIES } from '../../../../domain/money.ts';
import { command } from '../../../operation.ts';
import { requireOwnCurrency } from '../../own-currency.ts';
import { fundingRule, fundingRuleToWire } from '../../../wire/funding-rule.ts';
import { changeable, threshold } from './input.ts';
import { topupColumns } from './topup-columns.ts';

/** Ours: Stripe has an e-mail and a setting of its dashboard for this. */
export const createFundingRule = command(
  {
    method: 'post',
    path: '/v1/issuing/funding_rules',
    summary: 'Create a rule for a low Issuing balance',
    params: z.strictObject({}),
    input: z.strictObject({ ...changeable, currency: z.enum(CURRENCIES), threshold }),
    response: fundingRule,
  },
  async ({ input, work, scope }, { keyring }) => {
    const { currency, active = true, topup = null } = input;
    requireOwnCurrency(await getAccount(work.trx, scope.accountId), currency);
    const rule = await insertRule(work, {
      ...owned(scope),
      id: newId(work, 'fundingRule'),
      currency,
      active,
      ...input.threshold,
      ...(await topupColumns(work, keyring, { topup, currency })),
      metadata: toJson(mergeMetadata({}, input.metadata)),
      created_at: work.now,
    });
    if (!rule) {
      const problem = `This account has a funding rule for ${currency}: change that one.`;
      throw failure('resource_already_exists', { problem }, { param: 'currency' });
    }
    if (active) await enqueue(work, { kind: 'low_balance', objectId: rule.id, payload: {} });
    return fundingRuleToWire(rule);
  },
);
