import { setTimeout as delay } from 'node:timers/promises';
import { randomBelow } from '../infra/random.ts';

interface Rhythm {
  readonly everyMs: number;
  readonly signal: AbortSignal;
  /** What failed is tried again at the next turn. */
  readonly onError: (error: unknown) => void;
}

/**
 * Does the same thing until the signal, one turn after the other, and comes to its end after the turn
 * that runs. A turn that says `true` has more to do: the next one follows at once.
 */
export async function repeat(
  { everyMs, signal, onError }: Rhythm,
  act: () => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted) {
    const hasMore = await act().catch((error: unknown) => {
      onError(error);
      return false;
    });
    // Jitter: workers that started together shall not work at the same moment.
    if (!hasMore) await pause(everyMs * 0.75 + randomBelow(everyMs / 2), signal);
  }
}

/** Ends early, and without an error, when the signal comes. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => {});
