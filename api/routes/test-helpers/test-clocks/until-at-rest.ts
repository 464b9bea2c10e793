import { AppError } from '../../../../domain/errors.ts';
import type { Scope } from '../../../../domain/scope.ts';
import { comeToRestUpdate } from '../../../../workflows/test-clock/contract.ts';
import type { ApiDeps } from '../../../operation.ts';

/**
 * Waits until the workflows of the account have been told of a clock that was made or deleted: a caller who
 * sends the next command at once then finds them all on one time. After five seconds he is answered all
 * the same, and the clock's workflow goes on.
 */
export async function untilAtRest(
  { id }: { readonly id: string },
  scope: Scope,
  { workflows }: ApiDeps,
): Promise<void> {
  try {
    await workflows.execute({ scope, kind: 'test_clock', objectId: id }, comeToRestUpdate);
  } catch (error) {
    // It has ended, or no worker is there to carry it on: the row says what is to be done.
    if (!(error instanceof AppError)) throw error;
  }
}
