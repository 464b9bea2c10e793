import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, or until the signal says that there is nothing left to wait for: see `signal.aborted`. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    // The wait is over because everything is.
  }
}
