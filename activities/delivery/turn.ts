/**
 * One turn at an endpoint's queue. New events become deliveries, retries that are due are taken, and up
 * to sixteen requests are under way at once. A turn ends when nothing has come for a while, or when its
 * time is over: the slots of the worker are for all endpoints, and one that is slow gives its own back
 * for whoever waits.
 *
 * A delivery is due until its attempt is written down. So whoever dies in a turn leaves nothing undone:
 * the next turn finds it, and what was under way is attempted again.
 */
import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { findEndpointsBehind } from '../../db/webhook-endpoints/find-behind.ts';
import { keepQuiet } from '../../db/webhook-endpoints/quiet.ts';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RetryPolicy } from '../../domain/webhook/retry.ts';
import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { openQueue } from './queue.ts';
import { openResults } from './results.ts';
import { openSender, type SenderDeps } from './sender.ts';

export interface DeliveryDeps extends WorkDeps, SenderDeps {
  readonly retryPolicy: (mode: { readonly livemode: boolean }) => RetryPolicy;
}

export interface Turn {
  readonly scope: Scope;
  readonly endpointId: WebhookEndpointId;
  /** Unix seconds, for an account on a test clock. */
  readonly frozenAt?: number | undefined;
  /**
   * How long the turn stays after the last that was found. On a test clock it stays until nothing is left,
   * and no longer: the clock waits for it.
   */
  readonly lingerMs: number;
  /** True once nothing new may begin. */
  readonly isOver: () => boolean;
  /** Says to whoever watches that the turn goes on. */
  readonly beat: () => void;
}

/** `gone`: the endpoint is disabled or deleted. `more`: there may be something left to do. */
export type TurnEnd = 'gone' | 'idle' | 'more';

/** The queue is looked at while fewer than this many wait. */
const LOOK_BELOW = 32;
/** How long to wait before looking again after a look that found nothing. */
const LOOK_EVERY_MS = 100;
/** What was attempted is written down so many at a time, or when nothing is under way. */
const RECORDED_AT_ONCE = 32;
/** Longer than a turn and its last attempt: only its death lets the sweeper come in between. */
const QUIET_SECONDS = 60;

export async function runTurn(deps: DeliveryDeps, turn: Turn): Promise<TurnEnd> {
  const { scope, endpointId, frozenAt } = turn;
  const { db, clock } = deps;
  const now = (): Date => new Date(frozenAt === undefined ? clock.nowMs() : frozenAt * 1_000);
  const policy = deps.retryPolicy(scope);
  const queue = openQueue(deps, { scope, endpointId, now });
  const record = openResults(deps, { scope, now, policy });
  const sender = openSender(deps, { policy, now, isOnTestClock: frozenAt !== undefined });
  /** As it stood at the last look: absent once it is disabled or gone. */
  let endpoint: WebhookEndpointRow | undefined;
  let [lookAtMs, foundAtMs] = [0, clock.nowMs()];

  async function look(): Promise<void> {
    const batch = await queue.take(sender.held());
    ({ endpoint } = batch);
    sender.add(batch.waiting);
    const foundAny = batch.waiting.length > 0;
    if (foundAny) foundAtMs = clock.nowMs();
    lookAtMs = foundAny ? 0 : clock.nowMs() + LOOK_EVERY_MS;
  }
  async function isIdle(): Promise<boolean> {
    if (sender.waitingCount() > 0) return false;
    if (frozenAt === undefined) return clock.nowMs() - foundAtMs >= turn.lingerMs;
    return lookAtMs > 0 && (await findEndpointsBehind(db, scope, endpointId)).length === 0;
  }

  await keepQuiet(db, scope, { endpointId, seconds: QUIET_SECONDS });
  for (;;) {
    turn.beat();
    const isOver = turn.isOver();
    const looks = sender.waitingCount() < LOOK_BELOW && clock.nowMs() >= lookAtMs;
    if (!isOver && looks) await look();
    if (!isOver && endpoint) sender.begin(endpoint);
    if (sender.resultCount() >= RECORDED_AT_ONCE || sender.busyCount() === 0) {
      const isDisabled = await record(endpointId, sender.takeResults());
      if (isDisabled) endpoint = undefined;
    }
    const mayEnd = sender.busyCount() === 0 && sender.resultCount() === 0;
    if (mayEnd && (isOver || !endpoint || (await isIdle()))) break;
    await sender.wait(LOOK_EVERY_MS);
  }
  if (!endpoint) return 'gone';
  if (turn.isOver()) return 'more';
  await keepQuiet(db, scope, { endpointId, seconds: 0 });
  return 'idle';
}
