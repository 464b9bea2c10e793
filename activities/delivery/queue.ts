import { claimEvents, readEndpoint } from '../../db/webhook-deliveries/claim.ts';
import {
  dueDeliveries,
  type QueuedDelivery,
  unattemptedDeliveries,
} from '../../db/webhook-deliveries/due.ts';
import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { countPendingWebhooks } from '../../db/events/pending-webhooks.ts';
import { makeId, type WebhookDeliveryId, type WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { uniqueTexts } from '../../infra/ids.ts';
import type { WorkDeps } from '../../authorizer/unit-of-work.ts';

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

  /** @param held what was given before and is not written down yet. */
  async function take(held: readonly WebhookDeliveryId[]): Promise<Batch> {
    const standing = await readEndpoint(db, scope, endpointId);
    if (standing === undefined) return { endpoint: undefined, waiting: [] };
    const queue = { endpointId, limit: TAKEN_MAX, now: now() };
    const left = { ...queue, limit: RECOVERED_MAX, except: held };
    const recovered = isFirst ? await unattemptedDeliveries(db, scope, left) : [];
    isFirst = false;
    const claimed = await claimEvents(db, { ...standing, ...queue, newId });
    const except = [...held, ...[...recovered, ...claimed].map(({ id }) => id)];
    const due = await dueDeliveries(db, scope, { ...queue, except });
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
