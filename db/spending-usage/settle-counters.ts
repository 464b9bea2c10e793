import { type PastUsage, settled } from '../../domain/spending/replacement.ts';
import { latestWindowStart, type LimitSignature } from '../../domain/spending/usage.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { countPresent } from './count-present.ts';
import { findUsage, type LimitOwnerId } from './find.ts';
import { saveUsage } from './save.ts';

interface Replacement {
  /** What the owner's limits need from now on. */
  readonly needed: readonly LimitSignature[];
  readonly past: PastUsage;
}

/**
 * Gives an owner the counters that its new limits need, and no other, under the lock of the Issuing
 * balance and in the database transaction that writes the limits: so the first purchase that is judged
 * by them finds them whole.
 */
export async function settleCounters(
  work: UnitOfWork,
  ownerId: LimitOwnerId,
  { needed, past }: Replacement,
): Promise<void> {
  const owner = { scope: work.scope, ownerId };
  const [usage] = await findUsage(work.trx, [owner]);
  const standing = usage?.counters ?? {};
  const { counters, missing } = settled(standing, needed, past);
  const at = Math.max(Math.floor(work.now.getTime() / 1000), latestWindowStart(standing));
  // Seldom: a counter that another replacement dropped meanwhile is counted while purchases wait.
  const [counted] = await countPresent(work.trx, [{ ...owner, signatures: missing, at }]);
  const whole = { ...counters, ...counted };
  if (usage || needed.length > 0) await saveUsage(work.trx, [{ ...owner, counters: whole }]);
}
