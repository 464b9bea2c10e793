import { Context } from '@temporalio/activity';
import { nextDue } from '../db/webhook-deliveries/due.ts';
import type { WebhookEndpointInput } from '../workflows/webhook-endpoint/contract.ts';
import { type DeliveryDeps, runTurn, type TurnEnd } from './delivery/turn.ts';

export interface WebhookEndpointDeps extends DeliveryDeps {
  /** The process is told to stop: turns end, and go on elsewhere. */
  readonly stopping: AbortSignal;
}

export interface Delivered {
  readonly end: TurnEnd;
  /** Unix seconds: when the next attempt is due, unless events come before. */
  readonly dueAt?: number;
}

/** With the last attempt, which may take ten seconds more, below `deliveryTurn.startToCloseTimeout`. */
const TURN_MS = 20_000;
/** Events come in bursts: it is not worth going for less. */
const LINGER_MS = 1_000;

/**
 * May run twice, or die anywhere: a delivery is a row that is due until what came of its attempt is
 * written down.
 */
export function createWebhookEndpointActivities(deps: WebhookEndpointDeps) {
  return {
    async deliverEvents({
      endpointId,
      frozenAt,
      ...scope
    }: WebhookEndpointInput): Promise<Delivered> {
      const context = Context.current();
      const untilMs = deps.clock.nowMs() + TURN_MS;
      const isOver = (): boolean =>
        deps.stopping.aborted ||
        context.cancellationSignal.aborted ||
        deps.clock.nowMs() >= untilMs;
      const beat = (): void => context.heartbeat();
      const end = await runTurn(deps, {
        scope,
        endpointId,
        frozenAt,
        lingerMs: LINGER_MS,
        isOver,
        beat,
      });
      const due = end === 'idle' ? await nextDue(deps.db, scope, endpointId) : undefined;
      return { end, ...(due && { dueAt: Math.ceil(due.getTime() / 1_000) }) };
    },
  };
}
