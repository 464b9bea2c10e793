import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import type { AccountId, FundingRuleId } from '../../domain/ids.ts';
import { orderTopUp } from '../../funding/order-top-up.ts';
import { payerOf } from '../../funding/payer.ts';
import { type OrderTopup, watchBalance } from '../../funding/watch-balance.ts';
import type { Bank } from '../../providers/bank/port.ts';
import type { Watch } from '../../workflows/low-balance/contract.ts';
import { inUnitOfWork } from '../unit-of-work.ts';

export interface LowBalanceDeps extends WorkDeps {
  readonly bank: Bank;
}

interface OneRule {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly fundingRuleId: FundingRuleId;
}

export function createLowBalanceActivities(deps: LowBalanceDeps) {
  return {
    /** Run twice it tells and orders once: whoever has told says nothing for a day. */
    async watchBalance({ fundingRuleId, ...scope }: OneRule): Promise<Watch> {
      return inUnitOfWork(deps, scope, (work) => watchBalance(work, fundingRuleId, order(deps)));
    },
  };
}

const order =
  ({ bank, keyring }: LowBalanceDeps): OrderTopup =>
  async (work, { amount, source }) => {
    const payer = await payerOf(work, keyring, { source, currency: amount.currency });
    const description = 'Ordered by the rule for a low balance';
    const initiatedBy = 'stripe';
    const topup = await orderTopUp(work, bank, {
      amount,
      balanceType: 'issuing',
      payer,
      initiatedBy,
      description,
    });
    return topup.id;
  };
