import {
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import type { Temporal } from '../infra/temporal/client.ts';
import { HOLD_EXPIRY, HOLD_EXPIRY_SCHEDULE } from '../workflows/hold-expiry/contract.ts';

/**
 * Makes the schedule that starts the expiry of holds each minute, or brings one that is there up to date:
 * every worker does this at its start, in any order. One run at a time, because a run takes all that is
 * due; and none is made up for, because the next one takes it. Whether somebody has paused it stays; and
 * one that is right is not touched, because Temporal may take an update in after a pause that came later.
 */
export async function keepHoldExpirySchedule(
  { client, taskQueue }: Pick<Temporal, 'client' | 'taskQueue'>,
  scheduleId: string = HOLD_EXPIRY_SCHEDULE,
): Promise<void> {
  const asItIs: Omit<ScheduleOptions, 'scheduleId'> = {
    spec: { intervals: [{ every: '1 minute' }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: {
      type: 'startWorkflow',
      workflowType: 'holdExpiry',
      workflowId: scheduleId,
      taskQueue,
      args: [HOLD_EXPIRY],
    },
  };
  try {
    await client.schedule.create({ scheduleId, ...asItIs });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const schedule = client.schedule.getHandle(scheduleId);
    if (isAsItShouldBe(await schedule.describe(), taskQueue)) return;
    await schedule.update(({ state }) => ({ ...asItIs, action: asItIs.action, state }));
  }
}

const MINUTE_MS = 60_000;

function isAsItShouldBe(
  { spec, policies, action }: ScheduleDescription,
  taskQueue: string,
): boolean {
  const [interval, ...others] = spec.intervals ?? [];
  return (
    others.length === 0 &&
    interval?.every === MINUTE_MS &&
    policies.overlap === ScheduleOverlapPolicy.SKIP &&
    policies.catchupWindow === MINUTE_MS &&
    action.workflowType === 'holdExpiry' &&
    action.taskQueue === taskQueue &&
    JSON.stringify(action.args) === JSON.stringify([HOLD_EXPIRY])
  );
}
