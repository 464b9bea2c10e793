/** The load generator: a process of its own, so that it shares no event loop with what it measures. */
import { closedLoop } from './closed-loop.ts';
import { openLoop } from './open-loop.ts';
import type { LoadPlan, LoadResult } from './plan.ts';
import { purchaseRequests } from './request-bytes.ts';

async function run(plan: LoadPlan): Promise<LoadResult> {
  const next = purchaseRequests(plan.template, plan.buyers, `${plan.host}:${plan.port}`);
  const { perSecond } = plan;
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result =
    perSecond === undefined
      ? await closedLoop(plan, next)
      : await openLoop({ ...plan, perSecond }, next);
  const { user, system } = process.cpuUsage(cpu);
  const wallSeconds = (performance.now() - began) / 1000;
  return { ...result, loadCpuSeconds: (user + system) / 1_000_000, wallSeconds };
}

// Whoever started it has gone: nobody would read the result.
process.once('disconnect', () => process.exit(1));
process.once('message', (plan: LoadPlan) => {
  void run(plan).then((result) => process.send?.(result));
});
