/** Serialization failure and deadlock: the same transaction may succeed when it is run again. */
const TRANSIENT = new Set(['40001', '40P01']);

/** Beyond this the contention is not a coincidence, and waiting longer only hides it. */
const ATTEMPTS_MAX = 5;
const FIRST_DELAY_MS = 5;

interface RetryOptions {
  /** From 0 to 1: spreads those that collided, so that they do not collide again. */
  readonly random: () => number;
  readonly onRetry: (sqlState: string) => void;
}

export const sqlStateOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/**
 * Runs a whole database transaction again when Postgres asks for it: at most five times, with
 * jitter. `run` must begin the transaction itself and have no effect outside of it.
 */
export async function retryTransient<T>(
  run: () => Promise<T>,
  { random, onRetry }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await run();
    } catch (error) {
      const state = sqlStateOf(error);
      if (state === undefined || !TRANSIENT.has(state) || attempt === ATTEMPTS_MAX) throw error;
      onRetry(state);
      const delayMs = FIRST_DELAY_MS * 2 ** attempt * (0.5 + random());
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
}
