import {
  type CardholderScreeningDeps,
  createCardholderScreeningActivities,
} from './cardholder-screening.ts';

export type ActivityDeps = CardholderScreeningDeps;

/** The registration list and nothing else. The worker passes the real things, a test its own. */
export function createActivities(deps: ActivityDeps) {
  return { ...createCardholderScreeningActivities(deps) };
}
export type Activities = ReturnType<typeof createActivities>;
