import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { projectDirectory } from './project.ts';

/** A child gets so long to end after it was told to; then it is killed. */
const GRACE_MS = 30_000;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Program {
  readonly args: readonly string[];
  readonly env: Environment;
  /** Where its words go. */
  readonly logFile: string;
}

/**
 * Everything that a run has started, so that all of it ends with the run, also when a person ends it.
 * Long-lived programs lead a process group each: Ctrl-C reaches the benchmark, which ends them in order.
 */
export class Processes {
  readonly #running: ChildProcess[] = [];
  #isClosed = false;

  /** Starts a program of Node that runs until it is stopped. */
  startNode({ args, env, logFile }: Program): ChildProcess {
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [...args], {
      cwd: projectDirectory,
      env: { ...env },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    return this.#keep(child);
  }

  /** Starts a module of this folder that talks over messages. It ends when nobody listens any more. */
  forkModule(file: string, env: Environment = process.env): ChildProcess {
    const options = { cwd: projectDirectory, env: { ...env }, execArgv: ['--import', 'tsx'] };
    return this.#keep(fork(file, { ...options, serialization: 'advanced' }));
  }

  /** Runs a program to its end, and gives what it printed. */
  async run(file: string, args: readonly string[], env: Environment): Promise<string> {
    const child = spawn(file, [...args], {
      cwd: projectDirectory,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#keep(child);
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const failed = once(child, 'error').then(([error]) => Promise.reject(error));
    const [code] = await Promise.race([once(child, 'close'), failed]);
    if (code !== 0) throw new Error(`${file} ended with ${String(code)}:\n${printed}`);
    return printed;
  }

  async stop(child: ChildProcess): Promise<void> {
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Stops what still runs, the last first: nothing loses its database while it drains. */
  async stopAll(): Promise<void> {
    for (const child of this.#running.splice(0).toReversed()) await this.stop(child);
  }

  /** Stops everything, and whatever is started from now on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stopAll();
  }

  #keep(child: ChildProcess): ChildProcess {
    // The run goes on for a moment after a person has stopped it.
    if (this.#isClosed) child.kill('SIGKILL');
    this.#running.push(child);
    return child;
  }
}

export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

/** The answer of a forked module to one message. Throws when it ends without one. */
export async function ask<A>(child: ChildProcess, message: object): Promise<A> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`a process of the benchmark ended with ${String(code)} and no answer`));
    child.once('exit', ended);
    child.once('message', (answer: A) => {
      child.off('exit', ended);
      resolve(answer);
    });
    child.send(message);
  });
}
