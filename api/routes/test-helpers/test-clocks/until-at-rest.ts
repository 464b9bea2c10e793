import { hasUnsent } from '../../../../db/outbox/unsent.ts';
import { AppError } from '../../../../domain/errors.ts';
import type { Scope } from '../../../../domain/scope.ts';
import { comeToRestUpdate } from '../../../../workflows/test-clock/contract.ts';
import type { ApiDeps } from '../../../operation.ts';

/** A worker that is busy may take a while to begin. */
const LOOKS_MAX = 50;
const LOOK_EVERY_MS = 100;

/**
 * Waits until the workflows of the account have been told of a clock that was made or deleted: a caller who
 * sends the next command at once then finds them all on one time. After some seconds he is answered all
 * the same, and the clock's workflow goes on.
 */
export async function untilAtRest(
  { id: objectId }: { readonly id: string },
  scope: Scope,
  { db, workflows }: ApiDeps,
): Promise<void> {
  const clock = { scope, kind: 'test_clock', objectId } as const;
  for (let look = 0; look < LOOKS_MAX; look++)
    try {
      return await workflows.execute(clock, comeToRestUpdate);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // It has ended, or not begun; or nobody is there to carry it on, and the row says what is to be done.
      const isToBegin = error.code === 'resource_missing' && (await hasUnsent(db, scope, clock));
      if (!isToBegin) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
}
