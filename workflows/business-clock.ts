/**
 * The only way for a workflow to wait. An account on a test clock moves when its clock does and sets
 * no timer; every other account gets durable timers. Which of the two it begins with is input, and whoever
 * makes or deletes a clock tells it, so a replay takes the same path.
 *
 * Who moves a test clock must know when a workflow has done all that the new time asks of it. So the
 * clock is told by an update, which answers once the plot stands in a wait that is not over, or has
 * come to its end. A plot therefore waits here and nowhere else, in one place at a time.
 */
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  patched,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';

export interface Settled {
  /** Unix seconds: what the workflow waits for next. Absent when time alone will not move it. */
  readonly dueAt?: number;
}

interface Advance {
  /** Unix seconds: the time of the account's test clock, which never goes back. Null: it has none any more. */
  readonly now: number | null;
}

export const advanceClockUpdate = defineUpdate<Settled, [Advance]>('advanceClock');

export interface BusinessClock {
  readonly now: () => number;
  /** An input at the account's time as it is now: for the next run, and for activities that work by it. */
  readonly onClock: <I extends Clocked>(input: I) => Omit<I, 'frozenAt'> & Clocked;
  /** Waits for the instant, or for `unless`. `true` when the instant came first. */
  readonly waitUntil: (instant: number, unless: () => boolean) => Promise<boolean>;
  /** Waits for what no time brings about. */
  readonly waitFor: (done: () => boolean) => Promise<void>;
  /** The wait before the end, without which the callers of running handlers would get no answer. */
  readonly waitForHandlers: () => Promise<void>;
}

/** An input that says which time the account had: absent in real time. */
interface Clocked {
  readonly frozenAt?: number;
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
  const showDue = dueShower();

  const now = (): number => frozen ?? Math.floor(Date.now() / 1000);
  const isSettled = (): boolean => wait !== undefined && !wait.isOver();

  setHandler(advanceClockUpdate, async (to) => {
    // Whoever comes onto a clock takes its time, and whoever is on it never goes back.
    frozen = to.now === null ? undefined : Math.max(frozen ?? to.now, to.now);
    await condition(isSettled);
    return wait === undefined || wait.instant === NEVER ? {} : { dueAt: wait.instant };
  });

  async function pause(next: Wait): Promise<void> {
    wait = next;
    showDue(next.instant);
    while (!next.isOver()) {
      const stood = frozen !== undefined;
      const isNews = (): boolean => next.isOver() || (frozen !== undefined) !== stood;
      if (stood || next.instant === NEVER) await condition(isNews);
      else await condition(isNews, (next.instant - now()) * 1000, shownAs(next.instant));
    }
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
  const onClock: BusinessClock['onClock'] = ({ frozenAt: _former, ...rest }) => ({
    ...rest,
    ...(frozen !== undefined && { frozenAt: frozen }),
  });
  return { now, onClock, waitUntil, waitFor, waitForHandlers };
}

/** What a timer is called in the Temporal UI. */
const shownAs = (instant: number) => ({
  summary: `Until ${new Date(instant * 1000).toISOString()}`,
});

const nextDue = defineSearchAttributeKey('CardwrightNextDueAt', 'DATETIME');

/** Lets an operator find workflows by when they go on. Histories from before it was shown replay without it. */
function dueShower(): (instant: number) => void {
  let shown = NEVER;
  return (instant) => {
    if (instant === shown || !patched('next-due')) return;
    shown = instant;
    const value = instant === NEVER ? null : new Date(instant * 1000);
    upsertSearchAttributes([{ key: nextDue, value }]);
  };
}
