import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/**
 * For an update whose activity has refused: the caller learns why, in the words of the activity. Whatever
 * else it failed with goes on as it is.
 */
export function refusedByActivity(error: unknown): never {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) throw error;
  throw ApplicationFailure.nonRetryable(cause.message, cause.type ?? undefined);
}
