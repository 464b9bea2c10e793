/** The load generator: a process of its own, so that it shares no event loop with what it measures. */
import { closedLoop } from './closed-loop.ts';
import { openLoop } from './open-loop.ts';
import type { LoadPlan, LoadResult } from './plan.ts';
import { purchaseRequests } from './request-bytes.ts';

function run(plan: LoadPlan): Promise<LoadResult> {
  const next = purchaseRequests(plan.template, plan.buyers, `${plan.host}:${plan.port}`);
  const { perSecond } = plan;
  return perSecond === undefined ? closedLoop(plan, next) : openLoop({ ...plan, perSecond }, next);
}

// Whoever started it has gone: nobody would read the result.
process.once('disconnect', () => process.exit(1));
process.once('message', (plan: LoadPlan) => {
  void run(plan).then((result) => process.send?.(result));
});
