import { pause } from './repeat.ts';

interface StartOptions {
  /** What is started, for the sentence that says why it could not be. */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly onFailure: (problem: string) => void;
}

const ATTEMPTS_MAX = 30;
const PAUSE_MS = 2_000;

/** Thrown when something that the process needs did not come up in about a minute. */
class StartFailed extends Error {
  override readonly name = 'StartFailed';
}

/** Postgres and Temporal may still be coming up: tries until they are, for about a minute. */
export async function retryStart<T>(
  { what, signal, onFailure }: StartOptions,
  start: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await start();
    } catch (cause) {
      const problem = `${what} cannot be used: ${messageOf(cause)}`;
      if (signal.aborted || attempt === ATTEMPTS_MAX) throw new StartFailed(problem, { cause });
      onFailure(problem);
      await pause(PAUSE_MS, signal);
    }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
