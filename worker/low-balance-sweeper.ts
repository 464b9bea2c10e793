import { inOneTransaction, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { findLowRules } from '../db/funding/rules.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import { QUIET_SECONDS } from '../domain/funding/funding-rule.ts';

const BATCH_MAX = 100;

/**
 * Tells the workflow of each rule whose balance has fallen below a fixed amount to look. The purchase that
 * made it fall does nothing for this. Never says that there is more: who was told has to look first.
 */
export async function sweepLowBalances(deps: WorkDeps): Promise<boolean> {
  const quietSince = new Date(deps.clock.nowMs() - QUIET_SECONDS * 1000);
  for (const { scope, id } of await findLowRules(deps.db, { quietSince, limit: BATCH_MAX }))
    await inOneTransaction(deps, scope, (work) =>
      enqueue(work, { kind: 'low_balance', objectId: id, payload: {} }),
    );
  return false;
}
