import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import type { Attempted } from '../../db/webhook-deliveries/record.ts';
import type { WebhookDeliveryId } from '../../domain/ids.ts';
import { nextToBegin } from '../../domain/webhook/order.ts';
import { retryDelayMs, type RetryPolicy } from '../../domain/webhook/retry.ts';
import { type AttemptDeps, attemptDelivery, type AttemptOutcome } from './attempt.ts';
import { createBell } from './bell.ts';
import type { Waiting } from './queue.ts';

export interface SenderDeps extends AttemptDeps {
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onAttempt: (outcome: {
    readonly isDelivered: boolean;
    /** From the event to its delivery. Absent when it failed, and for an account on a test clock. */
    readonly delaySeconds?: number;
  }) => void;
  /** Something of ours is wrong: no endpoint is to blame. */
  readonly onFault: (error: unknown, delivery: string) => void;
}

interface SenderOf {
  readonly policy: RetryPolicy;
  /** The account's time. */
  readonly now: () => Date;
  readonly isOnTestClock: boolean;
}

/** Requests to one endpoint at once. */
const IN_FLIGHT_MAX = 16;
const FAULT = 'Something of ours failed. It has been written down.';

/** Sends what waits, so many at once as are allowed, in the order of `domain/webhook/order.ts`. */
export function openSender(deps: SenderDeps, { policy, now, isOnTestClock }: SenderOf) {
  const bell = createBell();
  const busy = new Set<string>();
  const waiting: (Waiting & { readonly objectId: string })[] = [];
  const held = new Set<WebhookDeliveryId>();
  let results: Attempted[] = [];

  function begin(endpoint: WebhookEndpointRow): void {
    while (busy.size < IN_FLIGHT_MAX) {
      const index = nextToBegin(waiting, busy);
      const [next] = index === -1 ? [] : waiting.splice(index, 1);
      if (next === undefined) return;
      busy.add(next.objectId);
      void finish(next.objectId, send(endpoint, next));
    }
  }
  async function finish(objectId: string, sending: Promise<Attempted>): Promise<void> {
    const result = await sending;
    // Not in one expression: while it waits, `results` may become another list.
    results.push(result);
    busy.delete(objectId);
    bell.ring();
  }
  async function send(endpoint: WebhookEndpointRow, next: Waiting): Promise<Attempted> {
    const outcome = await attemptDelivery(deps, endpoint, next).catch((error: unknown) => {
      deps.onFault(error, next.delivery.id);
      return { httpStatus: null, error: FAULT, durationMs: 0 };
    });
    return resultOf(outcome, next);
  }
  function resultOf(outcome: AttemptOutcome, { delivery }: Waiting): Attempted {
    const isDelivered = outcome.error === null;
    const delaySeconds = (deps.clock.nowMs() - delivery.event.created_at.getTime()) / 1_000;
    const isTimed = isDelivered && !isOnTestClock;
    deps.onAttempt({ isDelivered, ...(isTimed && { delaySeconds: Math.max(0, delaySeconds) }) });
    const failed = delivery.attemptCount + 1;
    // On a test clock the same happens at the same times.
    const random = isOnTestClock ? 0 : deps.random();
    const pauseMs = isDelivered ? undefined : retryDelayMs(policy, failed, random);
    return {
      delivery,
      attempt: { at: Math.floor(now().getTime() / 1_000), ...outcome },
      dueAt: pauseMs === undefined ? undefined : new Date(now().getTime() + pauseMs),
      isDelivered,
    };
  }
  return {
    add: (batch: readonly Waiting[]): void => {
      for (const each of batch) {
        held.add(each.delivery.id);
        waiting.push({ ...each, objectId: each.delivery.event.object_id });
      }
    },
    begin,
    waitingCount: () => waiting.length,
    busyCount: () => busy.size,
    resultCount: () => results.length,
    takeResults: (): readonly Attempted[] => {
      const taken = results;
      results = [];
      for (const { delivery } of taken) held.delete(delivery.id);
      return taken;
    },
    /** All that was added and whose result has not been taken. */
    held: (): readonly WebhookDeliveryId[] => [...held],
    /** Until a request has ended, or so long. */
    wait: bell.wait,
  };
}
