import { inOneTransaction, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { findUnfollowed } from '../db/funding/negative-balances.ts';
import { followBalance } from '../funding/negative-balance.ts';

const BATCH_MAX = 100;

/**
 * Finds balances that fell below zero, or came out of there, and tells what follows them: a capture is
 * answered before anybody asks what it did to the balance. Never says that there is more: a workflow that
 * was told has to look first.
 */
export async function sweepNegativeBalances(deps: WorkDeps): Promise<boolean> {
  const { db } = deps;
  for (const { scope, ledgerAccountId } of await findUnfollowed(db, { limit: BATCH_MAX }))
    await inOneTransaction(deps, scope, (work) => followBalance(work, ledgerAccountId));
  return false;
}
