import { endpointToWire } from '../../api/wire/webhook-endpoint.ts';
import { recordEvent } from '../../db/events/record.ts';
import { type Attempted, recordAttempts } from '../../db/webhook-deliveries/record.ts';
import { lockEndpoint } from '../../db/webhook-endpoints/get.ts';
import { recordStanding } from '../../db/webhook-endpoints/standing.ts';
import { updateEndpoint } from '../../db/webhook-endpoints/update.ts';
import { AppError } from '../../domain/errors.ts';
import type { WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RetryPolicy } from '../../domain/webhook/retry.ts';
import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { inUnitOfWork } from '../unit-of-work.ts';

interface ResultsOf {
  readonly scope: Scope;
  readonly now: () => Date;
  readonly policy: RetryPolicy;
}

/**
 * Writes down what came of attempts, and disables an endpoint that has taken nothing for too long. Says
 * whether it did.
 */
export function openResults(deps: WorkDeps, { scope, now, policy }: ResultsOf) {
  return async function record(
    endpointId: WebhookEndpointId,
    attempted: readonly Attempted[],
  ): Promise<boolean> {
    if (attempted.length === 0) return false;
    await recordAttempts(deps.db, scope, { endpointId, attempted, now: now() });
    const isFailing = !attempted.some(({ isDelivered }) => isDelivered);
    const since = await recordStanding(deps.db, scope, { endpointId, isFailing, now: now() });
    const failingMs = since === null ? 0 : now().getTime() - since.getTime();
    const isTooLong = failingMs >= policy.disabledAfter * 1_000;
    if (isTooLong) await disable(deps, scope, endpointId);
    return isTooLong;
  };
}

/** In one database transaction with the event that tells the account's other endpoints. */
async function disable(deps: WorkDeps, scope: Scope, id: WebhookEndpointId): Promise<void> {
  await inUnitOfWork(deps, scope, async (work) => {
    const before = await lockEndpoint(work.trx, scope, id);
    if (before.status === 'disabled') return;
    const after = await updateEndpoint(work, id, { status: 'disabled' });
    await recordEvent(work, {
      type: 'webhook_endpoint.disabled',
      object: endpointToWire(after),
      previous: endpointToWire(before),
    });
  }).catch(unlessMissing);
}

/** Whoever deleted it meanwhile has done more. */
function unlessMissing(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'resource_missing')) throw error;
}
