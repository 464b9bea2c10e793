import { latenciesOf } from '../statistics/percentiles.ts';
import { HttpConnection } from './http-connection.ts';
import type { LoadPlan, LoopResult } from './plan.ts';
import type { NextRequest } from './request-bytes.ts';
import { Tally } from './tally.ts';

/**
 * Each connection sends its next purchase as soon as the one before is answered: what the system can do
 * for so many callers. Answers within the window count, whenever they were asked for.
 */
export async function closedLoop(plan: LoadPlan, next: NextRequest): Promise<LoopResult> {
  const connections = await Promise.all(
    Array.from({ length: plan.connections }, () => HttpConnection.open(plan.host, plan.port)),
  );
  const tally = new Tally();
  let answered = 0;
  const began = performance.now() + plan.warmUpMs;
  const ends = began + plan.measureMs;
  await Promise.all(
    connections.map(async (connection) => {
      for (let now = performance.now(); now < ends;) {
        const sent = now;
        try {
          const answer = await connection.send(next());
          now = performance.now();
          answered += 1;
          if (now >= began && now < ends) tally.take(answer, now - sent);
        } catch (error) {
          // A connection that broke is not opened anew: the run has failed.
          tally.takeError(error);
          return;
        }
      }
    }),
  );
  for (const connection of connections) connection.close();
  const { samplesMs, declined, failed, firstProblem } = tally;
  return {
    perSecond: (samplesMs.length / plan.measureMs) * 1000,
    latencies: latenciesOf(samplesMs),
    answered,
    declined,
    failed,
    unanswered: 0,
    ...(firstProblem === undefined ? {} : { firstProblem }),
  };
}
