import { inOneTransaction, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { resolveRequest } from '../authorizer/real-time/resolve.ts';
import { findUndecided, type Undecided } from '../db/authorizations/find-undecided.ts';
import { getSettings } from '../db/settings/get.ts';
import { TIMEOUT } from '../domain/real-time/answer.ts';
import { outcomeOf } from '../domain/real-time/outcome.ts';

interface SweepDeps extends WorkDeps {
  readonly log: { readonly warn: (fields: object, message: string) => void };
  readonly onSwept: (outcome: 'failed' | 'resolved') => void;
}

/** Whoever asked has resolved by then, or is gone. If he is only slow, his answer changes nothing. */
const OVERDUE_SECONDS = 5;
const BATCH_MAX = 100;

/**
 * Resolves what whoever asked could not: he died while the endpoint thought. The account's setting for
 * no answer decides, because nobody heard one. Says whether there may be more.
 */
export async function sweepRequests({ log, onSwept, ...deps }: SweepDeps): Promise<boolean> {
  const due = { overdueSeconds: OVERDUE_SECONDS, limit: BATCH_MAX };
  const undecided = await findUndecided(deps.db, due);
  let failedCount = 0;
  for (const each of undecided)
    try {
      const resolved = await resolve(each, deps);
      if (!resolved) continue;
      onSwept('resolved');
      log.warn({ authorization: each.id }, 'resolved a request that nobody answered');
    } catch (err) {
      failedCount += 1;
      onSwept('failed');
      log.warn({ err, authorization: each.id }, 'a request will be resolved later');
    }
  return undecided.length === BATCH_MAX && failedCount < BATCH_MAX;
}

async function resolve({ scope, id }: Undecided, deps: WorkDeps): Promise<boolean> {
  const outcome = outcomeOf(UNHEARD, await getSettings(deps.db, scope));
  const resolved = await inOneTransaction(deps, scope, (work) =>
    resolveRequest(work, id, () => ({ outcome })),
  );
  return resolved !== undefined;
}

const UNHEARD = { ...TIMEOUT, message: 'The answer was not heard, because we were interrupted.' };
