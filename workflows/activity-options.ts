import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow';

/** Must happen: tried for ever. Only a failure that is known to be final ends it. */
export const untilDone: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '200 milliseconds', maximumInterval: '1 minute' },
};

/** May be given up: the process goes on without it. */
export const bestEffort: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '1 minute',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 5 },
};
