import { partialOf, withPartial } from '../../domain/spending/replacement.ts';
import { latestWindowStart, type LimitSignature } from '../../domain/spending/usage.ts';
import { lockIssuingBalance } from '../ledger/lock-issuing-balance.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import type { Begun } from './add-up-past.ts';
import { findUsage, type LimitOwnerId } from './find.ts';
import { saveUsage } from './save.ts';

/**
 * Lets counters that limits will need begin to count, as partial ones, and tells which have a past to
 * be added. It holds the balance for a moment only, so it is a database transaction of its own.
 */
export async function beginCounting(
  work: UnitOfWork,
  ownerId: LimitOwnerId,
  signatures: readonly LimitSignature[],
): Promise<readonly Begun[]> {
  await lockIssuingBalance(work);
  const owner = { scope: work.scope, ownerId };
  const [usage] = await findUsage(work.trx, [owner]);
  const standing = usage?.counters ?? {};
  const at = Math.max(Math.floor(work.now.getTime() / 1000), latestWindowStart(standing));
  const counters = withPartial(standing, { signatures, at, name: work.unique() });
  if (counters !== standing) await saveUsage(work.trx, [{ ...owner, counters }]);
  return partialOf(counters, signatures).map((signature) => ({
    signature,
    window: counters[signature]?.window ?? 0,
  }));
}
