import { type ChildProcess, spawn } from 'node:child_process';
import { PROJECT } from '../support/source-tree.ts';

export interface Ended {
  readonly code: number;
  /** Empty when it was shown as it came. */
  readonly output: string;
}

export interface RunOptions {
  /** As it comes, or kept for whoever asked. */
  readonly output: 'shown' | 'kept';
  /** Beside what is in our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
let wishesToStop = 0;

export const isStopping = (): boolean => wishesToStop > 0;

/** Passes a wish to stop on to what runs, and lets it clean up; a second one does not wait for that. */
export function stopWithUs(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      wishesToStop += 1;
      for (const child of running) child.kill(wishesToStop > 1 ? 'SIGKILL' : signal);
    });
}

export interface Launched {
  readonly ended: Promise<Ended>;
  readonly isRunning: () => boolean;
  /** Asks it to end, and waits until it has. */
  readonly stop: () => Promise<Ended>;
}

/** Starts a program in the project. It gets no input: nothing may wait for a person. */
export function launch(
  command: string,
  args: readonly string[],
  { output, env }: RunOptions,
): Launched {
  const stream = output === 'shown' ? 'inherit' : 'pipe';
  // What is read by a program has no colours, which tools give as soon as CI is set.
  const plain = output === 'kept' ? { NO_COLOR: '1', FORCE_COLOR: '0' } : {};
  const child = spawn(command, args, {
    cwd: PROJECT,
    env: { ...process.env, ...plain, ...env },
    stdio: ['ignore', stream, stream],
  });
  running.add(child);
  const kept: Buffer[] = [];
  for (const pipe of [child.stdout, child.stderr])
    pipe?.on('data', (chunk: Buffer) => void kept.push(chunk));
  const ended = new Promise<Ended>((resolve) => {
    const end = (code: number): void => {
      running.delete(child);
      resolve({ code, output: Buffer.concat(kept).toString() });
    };
    child.once('error', (error) => {
      kept.push(Buffer.from(error.message));
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
  const stop = (): Promise<Ended> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { ended, isRunning: () => running.has(child), stop };
}

/** Runs a program to its end. */
export const run = (
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ended> => launch(command, args, options).ended;

/** A script of an installed package, by this very Node: no shell, no search path, no `.cmd`. */
export const runTool = (
  script: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ended> => run(process.execPath, [`node_modules/${script}`, ...args], options);
