/**
 * One turn at an advance: does what is due where the clock stands, sets it to the next instant at which
 * anything is due, and so on, for some seconds. All that a turn knows stands in Postgres. So whoever dies in
 * one only delays: the next finds the clock where it stood, and what was not done is still due.
 *
 * What is due at different times is done one after the other, because what is done first may change what
 * comes later: so the same commands give the same objects at the same times.
 */
import { inOneTransaction, type WorkDeps } from '../../authorizer/unit-of-work.ts';
import { outageOf } from '../../db/outage.ts';
import {
  bindEach,
  type BoundWorkflow,
  staleWorkflows,
} from '../../db/test-clocks/bound-workflows.ts';
import { findTestClock } from '../../db/test-clocks/get.ts';
import type { TestClockRow } from '../../db/tables/test-clock.ts';
import { findEndpointsBehind } from '../../db/webhook-endpoints/find-behind.ts';
import { AppError, ERRORS } from '../../domain/errors.ts';
import type { TestClockId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { workflowIdOf, workflowStartOf } from '../../workflows/outbox.ts';
import type { ClockTurn } from '../../workflows/test-clock/contract.ts';
import { askWorkflow } from './ask.ts';
import { type BindDeps, sendUnsent } from './bind.ts';
import { type Due, dueBy, nextInstant } from './due.ts';
import { finishAdvance, setTime } from './standing.ts';

export interface TurnDeps extends BindDeps, WorkDeps {
  /** True once the turn has to end. */
  readonly isOver: () => boolean;
  /** What is due and cannot be done, for a reason of ours. */
  readonly onFault: (error: unknown, id: string) => void;
}

interface Turn {
  readonly scope: Scope;
  readonly clockId: TestClockId;
}

/** Workflows that are asked at once what they wait for: no time passes, so their order says nothing. */
const ASKED_AT_ONCE = 8;

export async function moveClock(deps: TurnDeps, turn: Turn): Promise<ClockTurn> {
  for (;;) {
    deps.beat();
    if (deps.isOver()) return { end: 'more' };
    const clock = await findTestClock(deps.db, turn.scope, turn.clockId);
    if (!clock || clock.deleted_at) return { end: 'done' };
    const unsettled = await settle(deps, turn.scope, clock.frozen_time);
    if (unsettled === 'some') continue;
    if (unsettled) return { end: 'waiting', unsettled, version: clock.version };
    if (clock.status !== 'advancing') return { end: 'done' };
    if (await goOn(deps, turn, clock)) continue;
    await finishAdvance(deps, turn);
    // Whoever waits for it hears of it soon. A turn after this one would belong to another advance.
    await wakeEndpoints(deps, turn.scope);
    return { end: 'done' };
  }
}

/** Sets the clock to where something is due next. `false`: it stands at its target already. */
async function goOn(
  deps: TurnDeps,
  turn: Turn,
  { frozen_time: now, target_time: target }: TestClockRow,
): Promise<boolean> {
  if (!target || target <= now) return false;
  const time = (await nextInstant({ db: deps.db, scope: turn.scope }, target)) ?? target;
  await setTime(deps, { ...turn, time });
  return true;
}

/**
 * Does a part of what is due by now. `some`: there may be more. Nothing: there is nothing left. Otherwise the
 * ids of what does not come to rest.
 */
async function settle(
  deps: TurnDeps,
  scope: Scope,
  now: Date,
): Promise<readonly string[] | 'some' | undefined> {
  if (await sendUnsent(deps, scope)) return 'some';
  const stale = await staleWorkflows(deps.db, scope, { limit: ASKED_AT_ONCE });
  if (stale.length > 0) {
    const silent = await askAll(deps, { scope, now, workflows: stale });
    return silent.length > 0 ? silent : 'some';
  }
  const due = await dueBy({ db: deps.db, scope }, now);
  if (due.length > 0) return carryOut(deps, { scope, now, due });
  return (await wakeEndpoints(deps, scope)) ? 'some' : undefined;
}

interface Asked {
  readonly scope: Scope;
  readonly now: Date;
  readonly workflows: readonly BoundWorkflow[];
}

/** The ids of those that do not come to rest. */
async function askAll(deps: TurnDeps, { scope, now, workflows }: Asked): Promise<string[]> {
  const seconds = Math.floor(now.getTime() / 1_000);
  const answers = await Promise.all(
    workflows.map((workflow) => askWorkflow(deps, { scope, now: seconds, workflow })),
  );
  return workflows
    .filter((_workflow, index) => answers[index] === false)
    .map(({ kind, objectId }) => workflowIdOf(kind, objectId));
}

interface DueNow {
  readonly scope: Scope;
  readonly now: Date;
  readonly due: readonly Due[];
}

/** Up to the first workflow: what that does may be followed by something that is due before the rest. */
async function carryOut(
  deps: TurnDeps,
  { scope, now, due }: DueNow,
): Promise<readonly string[] | 'some'> {
  for (const each of due) {
    deps.beat();
    if (deps.isOver()) return 'some';
    if ('workflow' in each) {
      const silent = await askAll(deps, { scope, now, workflows: [each.workflow] });
      return silent.length > 0 ? silent : 'some';
    }
    const isDone = await carryOutRow(deps, scope, each);
    if (!isDone) return [each.id];
  }
  return 'some';
}

async function carryOutRow(
  deps: TurnDeps,
  scope: Scope,
  { id, source }: Extract<Due, { readonly id: string }>,
): Promise<boolean> {
  try {
    await inOneTransaction(deps, scope, (work) => source.carryOut(work, id));
    return true;
  } catch (error) {
    if (isOutage(error)) throw error;
    deps.onFault(error, id);
    return false;
  }
}

/** Then the turn is repeated for as long as it takes; anything else would be wrong again. */
const isOutage = (error: unknown): boolean =>
  error instanceof AppError ? ERRORS[error.code].retryable : outageOf(error) !== undefined;

/**
 * What has happened is brought to the account's endpoints before time goes on: else an attempt would be
 * made, and repeated, at some other time. Says whether there was any.
 */
async function wakeEndpoints(deps: TurnDeps, scope: Scope): Promise<boolean> {
  const behind = await findEndpointsBehind(deps.db, scope);
  if (behind.length === 0) return false;
  const workflows = behind.map((objectId) => ({ kind: 'webhook_endpoint' as const, objectId }));
  await bindEach({ db: deps.db, scope, realNow: deps.realNow() }, workflows);
  await Promise.all(
    workflows.map((workflow) =>
      startOrTell(deps, workflowStartOf({ scope, ...workflow, payload: {} })),
    ),
  );
  return true;
}
