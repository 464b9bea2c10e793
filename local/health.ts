import { setTimeout as sleep } from 'node:timers/promises';
import { Problem, reasonOf } from './problem.ts';
import { inSeconds } from './say.ts';

const READY_MS = 60_000;
const ASK_TIMEOUT_MS = 2000;
const PAUSE_MS = 200;

/** Waits until everything serves; when that takes too long, throws what the last answer said is missing. */
export async function waitUntilHealthy(baseUrl: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const answer = await ask(`${baseUrl}/healthz`);
    if (answer === undefined) return;
    if (performance.now() > deadline)
      throw new Problem(`Not everything serves after ${inSeconds(READY_MS)}: ${answer}`);
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

/** `undefined` when all is well, else what is not. */
async function ask(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const body = await response.text();
    return response.ok ? undefined : body;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return `the API does not answer (${reasonOf(cause)})`;
  }
}
