import type { CardFulfillmentDeps } from './card-fulfillment/deps.ts';
import { createDuesActivities } from './card-fulfillment/dues.ts';
import { createGiveUpActivities } from './card-fulfillment/give-up.ts';
import { createPendingActivities } from './card-fulfillment/pending.ts';
import { createUnderWayActivities } from './card-fulfillment/under-way.ts';

/** Each may run twice, or run and lose its answer: what it does has to be the same as once. */
export function createCardFulfillmentActivities(deps: CardFulfillmentDeps) {
  return {
    ...createPendingActivities(deps),
    ...createUnderWayActivities(deps),
    ...createGiveUpActivities(deps),
    ...createDuesActivities(deps),
  };
}
