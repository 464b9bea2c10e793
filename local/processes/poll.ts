import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 10;

interface Bound {
  readonly withinMs: number;
  /** Gives up early, with `false`. */
  readonly signal?: AbortSignal | undefined;
}

/** Asks again and again until the answer is yes, and says whether it ever was. */
export async function becomesTrue(
  ask: () => boolean | Promise<boolean>,
  { withinMs, signal }: Bound,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await ask())) {
    if (signal?.aborted === true || performance.now() > deadline) return false;
    await sleep(PAUSE_MS);
  }
  return true;
}
