import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { balanceMovedSignal, type LowBalanceInput, type Watch, watchQuery } from './contract.ts';

const { watchBalance } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Look at the balance',
});

/** Looks at a balance from time to time, and when it is told. See docs/workflows/low-balance.md. */
export async function lowBalance(input: LowBalanceInput): Promise<void> {
  const { accountId, livemode, fundingRuleId } = input;
  const clock = businessClock(input.frozenAt);
  let watch: Watch | undefined;
  let isTold = false;

  wf.setHandler(watchQuery, () => watch);
  wf.setHandler(balanceMovedSignal, () => {
    isTold = true;
  });

  for (;;) {
    isTold = false;
    watch = await watchBalance({ accountId, livemode, fundingRuleId });
    // Switched on again meanwhile: then this run goes on, and no other one begins.
    if (watch.isActive) await clock.waitUntil(watch.checkAt, () => isTold);
    const isLong = wf.workflowInfo().continueAsNewSuggested;
    if (!watch.isActive || isLong) await clock.waitForHandlers();
    if (!watch.isActive && !isTold) return;
    if (isLong) await wf.continueAsNew<typeof lowBalance>(clock.onClock(input));
  }
}
