import { expireChallenge } from '../authorizer/fraud-challenge.ts';
import { inOneTransaction, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { findUnanswered } from '../db/authorizations/find-unanswered.ts';
import { nowDate } from '../infra/clock.ts';

interface SweepDeps extends WorkDeps {
  readonly log: { readonly warn: (fields: object, message: string) => void };
  readonly onSwept: (outcome: 'expired' | 'failed') => void;
}

const BATCH_MAX = 100;

/**
 * Lets fraud challenges expire that nobody answered within the hour, each in a database transaction of
 * its own. Says whether there may be more.
 */
export async function sweepChallenges({ log, onSwept, ...deps }: SweepDeps): Promise<boolean> {
  const unanswered = await findUnanswered(deps.db, { now: nowDate(deps.clock), limit: BATCH_MAX });
  let failedCount = 0;
  for (const { scope, id } of unanswered)
    try {
      if (await inOneTransaction(deps, scope, (work) => expireChallenge(work, id)))
        onSwept('expired');
    } catch (err) {
      failedCount += 1;
      onSwept('failed');
      log.warn({ err, authorization: id }, 'a fraud challenge will expire later');
    }
  return unanswered.length === BATCH_MAX && failedCount < BATCH_MAX;
}
