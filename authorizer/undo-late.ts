import { findAuthorization } from '../db/authorizations/get.ts';
import { replaceAnswer } from '../db/idempotency/replace-answer.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { reverse } from '../domain/authorization/life/release.ts';
import type { Outcome } from '../domain/real-time/outcome.ts';
import { lockAsItStands, takeStep } from './advance.ts';
import type { Lapsed } from './entry.ts';
import { inOneTransaction, type WorkDeps } from './unit-of-work.ts';
import { resolveRequest } from './real-time/resolve.ts';

/**
 * Undoes what was committed for a purchase whose asker had been told no, and says whether there was
 * anything: an approval as the network does it, by a reversal, which tells what happened (contract W1:
 * an approval that comes too late is reversed); a request to an endpoint by declining it. May be
 * repeated: it looks at how the authorization stands.
 *
 * @param told what its asker was told, which is the answer under its key from now on. Absent: an error,
 *   after which the key is as good as new.
 */
export const undoLate = (
  { id, request: { scope, keyed, requestId } }: Lapsed,
  told: string | undefined,
  deps: WorkDeps,
): Promise<boolean> =>
  inOneTransaction(deps, scope, async (own) => {
    const work = { ...own, cause: { requestId, idempotencyKey: null } };
    const authorization = await findAuthorization(work.trx, scope, id);
    if (!authorization) return false;
    const isUndone = await undo(work, id);
    if (keyed) await replaceAnswer(work, { key: keyed.key, objectId: id, body: told });
    return isUndone;
  });

const TOO_LATE: Outcome = {
  approved: false,
  reason: 'stripe_internal_error',
  reasonMessage: 'It was decided too late.',
};

async function undo(work: UnitOfWork, id: string): Promise<boolean> {
  const locked = await lockAsItStands(work, id);
  const { pending_request: asked, approved, status } = locked.view.authorization;
  if (asked) return Boolean(await resolveRequest(work, id, () => ({ outcome: TOO_LATE })));
  // Declined, or only a question whether the card is good; or somebody was faster.
  if (!approved || status !== 'pending') return false;
  await takeStep(work, locked, reverse(locked.standing, locked.standing.amount));
  return true;
}
