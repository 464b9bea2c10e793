import type { UnitOfWork } from '../db/unit-of-work.ts';
import { nowDate } from '../infra/clock.ts';
import type { PresentedPurchase } from './present.ts';
import { reverseAuthorization } from './release.ts';
import type { RunnerDeps } from './run-batch.ts';

/**
 * Undoes an approval that was committed after its asker had been told no: as the network does it, by a
 * reversal, which tells what happened (contract W1: an approval that comes too late is reversed).
 */
export async function undoLate(
  { entry, object }: PresentedPurchase,
  { db, path, metrics, clock }: RunnerDeps,
): Promise<void> {
  if (object.amount === 0) return;
  const { scope, requestId } = entry.request;
  const nobody: Pick<UnitOfWork, 'cause' | 'enqueued'> = {
    cause: { requestId, idempotencyKey: null },
    enqueued: [],
  };
  await db.transaction().execute(async (trx) => {
    const work = {
      trx,
      scope,
      now: nowDate(clock),
      unique: path.unique,
      seal: path.seal,
      ...nobody,
    };
    await reverseAuthorization(work, entry.id, undefined);
  });
  metrics.undone.inc();
}
