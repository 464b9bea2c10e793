import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import type { NegativeBalanceRow } from '../../db/tables/push-funding.ts';
import type { AccountId, NegativeBalanceId } from '../../domain/ids.ts';
import {
  remindOfNegativeBalance,
  seeNegativeBalance,
  writeOffNegativeBalance,
} from '../../funding/negative-balance.ts';
import type { Hole } from '../../workflows/negative-balance/contract.ts';
import { inUnitOfWork } from '../unit-of-work.ts';

interface OneBalance {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly negativeBalanceId: NegativeBalanceId;
}

/** Each goes forward only, and answers with what stands: to run twice, or to lose the answer, is the same as once. */
export function createNegativeBalanceActivities(deps: WorkDeps) {
  return {
    async seeNegativeBalance({ negativeBalanceId: id, ...scope }: OneBalance): Promise<Hole> {
      return inUnitOfWork(deps, scope, async (work) => hole(await seeNegativeBalance(work, id)));
    },

    async remindOfNegativeBalance({
      negativeBalanceId: id,
      reminder,
      ...scope
    }: OneBalance & { readonly reminder: number }): Promise<Hole> {
      return inUnitOfWork(deps, scope, async (work) =>
        hole(await remindOfNegativeBalance(work, id, reminder)),
      );
    },

    async writeOffNegativeBalance({ negativeBalanceId: id, ...scope }: OneBalance): Promise<Hole> {
      return inUnitOfWork(deps, scope, async (work) =>
        hole(await writeOffNegativeBalance(work, id)),
      );
    },
  };
}

const hole = ({ status, reminders }: NegativeBalanceRow): Hole => ({ status, reminders });
