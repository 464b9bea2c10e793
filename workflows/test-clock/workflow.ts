import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { clockTurn, untilDone } from '../activity-options.ts';
import { showStatus } from '../status-attribute.ts';
import {
  clockChangedSignal,
  type ClockTurn,
  comeToRestUpdate,
  type TestClockInput,
} from './contract.ts';

const { bindWorkflows } = wf.proxyActivities<Activities>({
  ...clockTurn,
  summary: 'Find the workflows that run',
});
const { moveTestClock } = wf.proxyActivities<Activities>({
  ...clockTurn,
  summary: 'Do what is due, and go on to the next instant',
});
const { releaseWorkflows } = wf.proxyActivities<Activities>({
  ...clockTurn,
  summary: 'Give workflows back to real time',
});
const { failTestClock } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Give up what does not come to rest',
});

/** Carries out what stands in the clock's row, and ends. See docs/workflows/test-clock.md. */
export async function testClock({ waitsMax, ...clock }: TestClockInput): Promise<void> {
  /** There may be something to carry out. */
  let isAsked = true;
  let isWorking = true;
  let isLeaving = false;
  const isAtRest = (): boolean => isLeaving || (!isAsked && !isWorking);
  wf.setHandler(clockChangedSignal, () => void (isAsked = true));
  wf.setHandler(comeToRestUpdate, () => wf.condition(isAtRest));

  async function turns(turn: () => Promise<ClockTurn>): Promise<void> {
    for (let waits = 0; ;) {
      const { end, ...left } = await turn();
      if (end === 'done') return;
      const waited = waits;
      waits = end === 'waiting' ? waits + 1 : 0;
      if (waits > 0 !== waited > 0) showStatus(waits > 0 ? 'waiting' : 'working');
      if (waits === waitsMax) return failTestClock({ ...clock, ...left });
      if (wf.workflowInfo().continueAsNewSuggested) await goOnAsNew();
    }
  }
  /** What is left stands in the row. Whoever waited for the end is sent away before it. */
  async function goOnAsNew(): Promise<void> {
    isLeaving = true;
    await wf.condition(wf.allHandlersFinished);
    await wf.continueAsNew<typeof testClock>({ ...clock, waitsMax });
  }

  while (isAsked) {
    isAsked = false;
    isWorking = true;
    const { isDeleted } = await bindWorkflows(clock);
    await turns(() => (isDeleted ? releaseWorkflows(clock) : moveTestClock(clock)));
    isWorking = false;
    // Callers who wait for the rest wait for what was asked meanwhile as well.
    await wf.condition(() => isAsked || wf.allHandlersFinished());
  }
}
