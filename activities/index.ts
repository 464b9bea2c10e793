import {
  type CardholderScreeningDeps,
  createCardholderScreeningActivities,
} from './cardholder-screening.ts';
import { createHoldExpiryActivities, type HoldExpiryDeps } from './hold-expiry.ts';
import { createWebhookEndpointActivities, type WebhookEndpointDeps } from './webhook-endpoint.ts';

export type ActivityDeps = CardholderScreeningDeps & HoldExpiryDeps & WebhookEndpointDeps;

/** The registration list and nothing else. The worker passes the real things, a test its own. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createCardholderScreeningActivities(deps),
    ...createHoldExpiryActivities(deps),
    ...createWebhookEndpointActivities(deps),
  };
}
export type Activities = ReturnType<typeof createActivities>;
