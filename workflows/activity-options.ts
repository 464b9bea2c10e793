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

/** Delivers to somebody else's server: tried for ever. Whoever stops saying that he works has died. */
export const deliveryTurn: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
};

/** A turn of a test clock: tried for ever, and somewhere else once whoever had it says nothing any more. */
export const clockTurn: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '20 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
};

/** One batch of a sweep: tried for ever, because what it does is due, and again by nobody else. */
export const sweepTurn: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
};

/** A step of a settlement day, which has any number of clearings: tried for ever, while its worker says that it works. */
export const settlementTurn: ActivityOptions = {
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '1 minute',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '200 milliseconds', maximumInterval: '1 minute' },
};
