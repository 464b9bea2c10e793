import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import type { AccountId, FundingRuleId } from '../../domain/ids.ts';
import { type OrderTopup, watchBalance } from '../../funding/watch-balance.ts';
import { failure } from '../../domain/errors.ts';
import type { Watch } from '../../workflows/low-balance/contract.ts';
import { inUnitOfWork } from '../unit-of-work.ts';

const orderTopup: OrderTopup = async () => {
  throw failure('feature_not_available', { feature: 'Automatic top-ups are' });
};

interface OneRule {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly fundingRuleId: FundingRuleId;
}

export function createLowBalanceActivities(deps: WorkDeps) {
  return {
    /** Run twice it tells and orders once: whoever has told says nothing for a day. */
    async watchBalance({ fundingRuleId, ...scope }: OneRule): Promise<Watch> {
      return inUnitOfWork(deps, scope, (work) => watchBalance(work, fundingRuleId, orderTopup));
    },
  };
}
