/**
 * The only way for a workflow to wait. An account on a test clock moves when its clock does and sets
 * no timer; every other account gets durable timers. Which of the two is input, so a replay takes the
 * same path.
 *
 * Who moves a test clock must know when a workflow has done all that the new time asks of it. So the
 * clock is told by an update, which answers once the plot stands in a wait that is not over, or has
 * come to its end. A plot therefore waits here and nowhere else, in one place at a time.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';

export interface Settled {
  /** Unix seconds: what the workflow waits for next. Absent when time alone will not move it. */
  readonly dueAt?: number;
}

interface Advance {
  /** Unix seconds. An instant that has passed changes nothing. */
  readonly now: number;
}

export const advanceClockUpdate = defineUpdate<Settled, [Advance]>('advanceClock');

export interface BusinessClock {
  readonly now: () => number;
  /** What the next run has to begin with when the workflow continues as new. */
  readonly frozenAt: () => number | undefined;
  /** Waits for the instant, or for `unless`. `true` when the instant came first. */
  readonly waitUntil: (instant: number, unless: () => boolean) => Promise<boolean>;
  /** Waits for what no time brings about. */
  readonly waitFor: (done: () => boolean) => Promise<void>;
  /** The wait before the end, without which the callers of running handlers would get no answer. */
  readonly waitForHandlers: () => Promise<void>;
}

interface Wait {
  readonly instant: number;
  readonly isOver: () => boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Call it before the first `await`: an update that comes earlier would be refused. */
export function businessClock(frozenAt: number | undefined): BusinessClock {
  let frozen = frozenAt;
  /** Absent while the plot works. */
  let wait: Wait | undefined;

  const now = (): number => frozen ?? Math.floor(Date.now() / 1000);
  const isSettled = (): boolean => wait !== undefined && !wait.isOver();

  async function advance(to: Advance): Promise<Settled> {
    frozen = Math.max(now(), to.now);
    await condition(isSettled);
    return wait === undefined || wait.instant === NEVER ? {} : { dueAt: wait.instant };
  }
  setHandler(advanceClockUpdate, advance, {
    validator: (_to: Advance) => refuseUnless(frozen !== undefined),
  });

  async function pause(next: Wait): Promise<void> {
    wait = next;
    const durable = frozen === undefined && next.instant !== NEVER && !next.isOver();
    if (durable) await condition(next.isOver, (next.instant - now()) * 1000);
    else await condition(next.isOver);
    wait = undefined;
  }
  async function waitUntil(instant: number, unless: () => boolean): Promise<boolean> {
    await pause({ instant, isOver: () => unless() || now() >= instant });
    return !unless();
  }
  const waitFor = (done: () => boolean): Promise<void> => pause({ instant: NEVER, isOver: done });

  /** It counts as settled: else `advanceClock` and the end would wait for each other. */
  async function waitForHandlers(): Promise<void> {
    wait = { instant: NEVER, isOver: () => false };
    await condition(allHandlersFinished);
    wait = undefined;
  }
  return { now, frozenAt: () => frozen, waitUntil, waitFor, waitForHandlers };
}

function refuseUnless(onTestClock: boolean): void {
  if (onTestClock) return;
  const problem = 'The account of this workflow is on no test clock.';
  throw ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');
}
