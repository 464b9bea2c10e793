import { Context } from '@temporalio/activity';
import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { unbindLeft } from '../db/test-clocks/bound-workflows.ts';
import { findTestClock } from '../db/test-clocks/get.ts';
import type { TestClockId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import { nowDate } from '../infra/clock.ts';
import type { ClockTurn } from '../workflows/test-clock/contract.ts';
import { bindRunning } from './test-clock/bind.ts';
import { releaseBound } from './test-clock/release.ts';
import { failAdvance } from './test-clock/standing.ts';
import { moveClock, type TurnDeps } from './test-clock/turn.ts';

interface OneClock extends Scope {
  readonly clockId: TestClockId;
}

/** With what is under way at its end, below `clockTurn.startToCloseTimeout`. */
const TURN_MS = 10_000;
/** How long a turn lasts at least that ends with something that has not come to rest. */
const WAIT_MS = 5_000;

/** Each may run twice, or die anywhere: what a clock has done and what it has to do stands in rows. */
export function createTestClockActivities(deps: WorkDeps) {
  return {
    /** Answers with whether the clock is gone, and its workflows are to be given back. */
    async bindWorkflows({ clockId, ...scope }: OneClock): Promise<{ readonly isDeleted: boolean }> {
      const clock = await findTestClock(deps.db, scope, clockId);
      const isDeleted = clock === undefined || clock.deleted_at !== null;
      if (!isDeleted) await bindRunning(turnDeps(deps), { scope, clockId });
      return { isDeleted };
    },

    async moveTestClock({ clockId, ...scope }: OneClock): Promise<ClockTurn> {
      const own = turnDeps(deps);
      return patiently(own, () => moveClock(own, { scope, clockId }));
    },

    async releaseWorkflows({ clockId: _clock, ...scope }: OneClock): Promise<ClockTurn> {
      const own = turnDeps(deps);
      return patiently(own, () => releaseBound(own, scope));
    },

    /** Gives up what has not come to rest in all the time that it was given. */
    async failTestClock({
      clockId,
      unsettled,
      version,
      ...scope
    }: OneClock & Omit<ClockTurn, 'end'>): Promise<void> {
      Context.current().log.error('a test clock has failed', { clockId, unsettled });
      if (version === undefined) await unbindLeft(deps.db, scope);
      else await failAdvance(deps, { scope, clockId, version });
    },
  };
}

/** What a turn needs of the worker that it runs in. */
function turnDeps(deps: WorkDeps): TurnDeps {
  const context = Context.current();
  const untilMs = deps.clock.nowMs() + TURN_MS;
  return {
    ...deps,
    client: context.client,
    taskQueue: context.info.taskQueue,
    realNow: () => nowDate(deps.clock),
    beat: () => context.heartbeat(),
    isOver: () => context.cancellationSignal.aborted || deps.clock.nowMs() >= untilMs,
    onFault: (err, id) => context.log.error('what is due could not be done', { err, id }),
  };
}

/** Lets a turn that waits take its time, so that waits can be counted instead of timed. */
async function patiently(
  { clock, isOver }: TurnDeps,
  turn: () => Promise<ClockTurn>,
): Promise<ClockTurn> {
  const fromMs = clock.nowMs();
  const ended = await turn();
  const leftMs = fromMs + WAIT_MS - clock.nowMs();
  if (ended.end === 'waiting' && leftMs > 0 && !isOver()) await Context.current().sleep(leftMs);
  return ended;
}
