import { leftWorkflows } from '../../db/test-clocks/bound-workflows.ts';
import type { Scope } from '../../domain/scope.ts';
import { workflowIdOf } from '../../workflows/outbox.ts';
import type { ClockTurn } from '../../workflows/test-clock/contract.ts';
import { releaseWorkflow } from './ask.ts';
import { sendUnsent } from './bind.ts';
import type { TurnDeps } from './turn.ts';

const TOLD_AT_ONCE = 8;

/** Gives the workflows of a deleted clock back to real time: what they wait for keeps its instant. */
export async function releaseBound(deps: TurnDeps, scope: Scope): Promise<ClockTurn> {
  while (!deps.isOver()) {
    deps.beat();
    // First: what is started now lives in real time, and what was about to be started is there to be told.
    if (await sendUnsent(deps, scope)) continue;
    const workflows = await leftWorkflows(deps.db, scope, { limit: TOLD_AT_ONCE });
    if (workflows.length === 0) return { end: 'done' };
    const heard = await Promise.all(
      workflows.map((workflow) => releaseWorkflow(deps, { scope, workflow })),
    );
    const unsettled = workflows.filter((_workflow, index) => heard[index] === false);
    if (unsettled.length > 0)
      return {
        end: 'waiting',
        unsettled: unsettled.map(({ kind, objectId }) => workflowIdOf(kind, objectId)),
      };
  }
  return { end: 'more' };
}
