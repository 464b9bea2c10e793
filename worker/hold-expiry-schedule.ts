import {
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import type { Temporal } from '../infra/temporal/client.ts';
import { HOLD_EXPIRY, HOLD_EXPIRY_SCHEDULE } from '../workflows/hold-expiry/contract.ts';

/**
 * Makes the schedule that starts the expiry of holds each minute, or brings one that is there up to date:
 * every worker does this at its start, in any order. One run at a time, because a run takes all that is
 * due; and none is made up for, because the next one takes it. Whether somebody has paused it stays.
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
    await schedule.update(({ state }) => ({ ...asItIs, action: asItIs.action, state }));
  }
}
