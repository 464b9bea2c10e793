/** All that others may know of the workflow that watches an Issuing balance by a rule of its account. */
import { defineQuery, defineSignal } from '@temporalio/workflow';
import { type AccountId, type FundingRuleId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

const lowBalanceWorkflowId = (rule: FundingRuleId): string => `low-balance:${rule}`;

export interface LowBalanceInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly fundingRuleId: FundingRuleId;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

/** What one look at the balance found. */
export interface Watch {
  /** It is watched until the rule is switched off. */
  readonly isActive: boolean;
  /** Unix seconds: when it is looked at again. */
  readonly checkAt: number;
}

/** The rule was changed, or somebody saw that the balance fell. Told twice it looks once more, and that is all. */
export const balanceMovedSignal = defineSignal('balanceMoved');

export const watchQuery = defineQuery<Watch | undefined>('watch');

interface RuleEntry {
  readonly scope: Scope;
  readonly objectId: string;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: who does not run is started, who runs looks at once. */
export function lowBalanceOf({ scope, objectId, frozenAt }: RuleEntry) {
  const fundingRuleId = parseId('fundingRule', objectId);
  invariant(fundingRuleId !== undefined, 'an outbox row is malformed');
  const input: LowBalanceInput = {
    ...scope,
    fundingRuleId,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'lowBalance',
    id: lowBalanceWorkflowId(fundingRuleId),
    input,
    tell: { signal: balanceMovedSignal.name, fact: {} },
    summary: `Watches the Issuing balance for ${fundingRuleId}`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: fundingRuleId,
      CardwrightStatus: 'watching',
    },
  } as const;
}
