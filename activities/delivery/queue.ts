import { claimEvents, readEndpoint } from '../../db/webhook-deliveries/claim.ts';
import {
  type QueuedDelivery,
  takeDue,
  takeUnattempted,
} from '../../db/webhook-deliveries/take-due.ts';
import type { WebhookEndpointRow } from '../../db/database.ts';
import { countPendingWebhooks } from '../../db/events/pending-webhooks.ts';
import { makeId, type WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { uniqueTexts } from '../../infra/ids.ts';
import type { WorkDeps } from '../unit-of-work.ts';

/** A delivery that waits for its attempt, and what its event says of others that wait. */
export interface Waiting {
  readonly delivery: QueuedDelivery;
  readonly pendingWebhooks: number;
}

export interface Batch {
  /** As it stands now; absent when it is disabled or gone. */
  readonly endpoint: WebhookEndpointRow | undefined;
  readonly waiting: readonly Waiting[];
}

/** What one look takes at most: of new events, and of retries. */
const TAKEN_MAX = 64;
/** More than one process can have claimed and not attempted when it dies: see `LOOK_BELOW` in `turn.ts`. */
const RECOVERED_MAX = 500;
/** Longer than a turn and its last attempt take. */
const LEASE_MS = 60_000;

interface QueueOf {
  readonly scope: Scope;
  readonly endpointId: WebhookEndpointId;
  /** The account's time. */
  readonly now: () => Date;
}

/**
 * Gives what is next for one endpoint, look by look: first what somebody claimed and died with, so that
 * it comes before what happened later; then new events in their order, and retries that are due.
 */
export function openQueue({ db, clock }: WorkDeps, { scope, endpointId, now }: QueueOf) {
  const unique = uniqueTexts(clock.nowMs);
  const newId = () => makeId('webhookDelivery', unique());
  let isFirst = true;

  async function take(): Promise<Batch> {
    const standing = await readEndpoint(db, scope, endpointId);
    if (standing === undefined) return { endpoint: undefined, waiting: [] };
    const at = now();
    const queue = {
      endpointId,
      limit: TAKEN_MAX,
      now: at,
      leasedUntil: new Date(at.getTime() + LEASE_MS),
    };
    const recovered = isFirst
      ? await takeUnattempted(db, scope, { ...queue, limit: RECOVERED_MAX })
      : [];
    isFirst = false;
    const claimed = await claimEvents(db, { ...standing, ...queue, newId });
    const due = await takeDue(db, scope, queue);
    const deliveries = [...recovered, ...claimed, ...due];
    const pending = await countPendingWebhooks(
      db,
      scope,
      deliveries.map(({ event }) => event),
    );
    const waiting = deliveries.map((delivery) => ({
      delivery,
      pendingWebhooks: pending.get(delivery.event.id) ?? 0,
    }));
    return { endpoint: standing.endpoint, waiting };
  }
  return { take };
}
