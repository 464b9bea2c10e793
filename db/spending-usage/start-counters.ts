import { countersFor, unusedCounters } from '../../domain/spending/usage.ts';
import type { SpendingControls } from '../../domain/spending-controls.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import type { LimitOwnerId } from './find.ts';
import { saveUsage } from './save.ts';

/**
 * Makes the counters of an owner that is made in the same database transaction. Nobody can have spent
 * for it, so no purchase needs to look into history, and no lock is needed.
 */
export async function startCounters(
  { trx, scope, now }: UnitOfWork,
  ownerId: LimitOwnerId,
  controls: SpendingControls,
): Promise<void> {
  const needed = countersFor(controls);
  if (needed.length === 0) return;
  const counters = unusedCounters(needed, Math.floor(now.getTime() / 1000));
  await saveUsage(trx, [{ scope, ownerId, counters }]);
}
