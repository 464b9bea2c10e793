import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { reasonOf } from '../problem.ts';

/** How a process ended. */
export interface Ending {
  /** `undefined` when a signal ended it, or when it could not be started. */
  readonly code: number | undefined;
  /** For a person, such as `exit code 1`. */
  readonly reason: string;
}

/** Resolves when the process has ended. Ask at once after the start: a process that has ended is silent. */
export async function waitForEnd(child: ChildProcess): Promise<Ending> {
  try {
    const [code, signal]: (number | string | null)[] = await once(child, 'exit');
    return typeof code === 'number'
      ? { code, reason: `exit code ${code}` }
      : { code: undefined, reason: `signal ${String(signal)}` };
  } catch (error) {
    return { code: undefined, reason: reasonOf(error) };
  }
}
