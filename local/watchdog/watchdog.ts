import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectDirectory } from '../project.ts';
import { findProcess } from '../processes/identity.ts';
import type { Charge, Role } from '../processes/roles.ts';
import { stopInOrder } from '../processes/stop.ts';
import { RunRecord } from './run-record.ts';
import { type WatchdogMessage, formatMessage } from './protocol.ts';

/** A watchdog that dies at once, again and again, will not get better. */
const RESTARTS_MAX = 5;

export interface Command {
  readonly role: Role;
  readonly file: string;
  readonly args: readonly string[];
  readonly options?: SpawnOptions;
}

/**
 * The only way in which this folder starts a process that is to keep running: each one leads a
 * process group, so that Ctrl-C reaches the launcher alone, and none outlives the launcher, however
 * that ends.
 */
export class Watchdog {
  readonly #charges = new Map<number, Charge>();
  readonly #record: RunRecord;
  #process: ChildProcess;
  #restartCount = 0;
  readonly #closing = new AbortController();

  /** Keeps a record of what runs in the file of that name, when one is given, for the start after a crash. */
  constructor(recordFile?: string) {
    this.#record = new RunRecord(recordFile);
    this.#process = this.#start();
  }

  /** Aborts when everything is about to be stopped: from then on nothing is started, or started again. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  spawn({ role, file, args, options = {} }: Command): ChildProcess {
    this.#closing.signal.throwIfAborted();
    const child = spawn(file, args, { ...options, detached: true });
    const identity = child.pid === undefined ? undefined : findProcess(child.pid);
    if (identity !== undefined) {
      this.#charges.set(identity.pid, { role, ...identity });
      this.#tell({ watch: { role, ...identity } });
      child.once('exit', () => this.#forget(identity.pid));
    }
    return child;
  }

  /** Stops one of its processes; one that has ended already is fine. */
  async stop(child: ChildProcess, hurry?: AbortSignal): Promise<void> {
    const charge = this.#charges.get(child.pid ?? 0);
    if (charge !== undefined) await stopInOrder([charge], hurry);
  }

  /** Stops everything that still runs, in order, and then the watchdog. */
  async close(hurry?: AbortSignal): Promise<void> {
    this.#closing.abort();
    await stopInOrder(this.#charges.values(), hurry);
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.stdin?.end();
      await exited;
    }
    this.#record.remove();
  }

  #forget(pid: number): void {
    this.#charges.delete(pid);
    this.#tell({ forget: pid });
  }

  #tell(message: WatchdogMessage): void {
    this.#process.stdin?.write(formatMessage(message));
    this.#record.write({ watchdogPid: this.#process.pid, charges: this.#charges.values() });
  }

  #start(): ChildProcess {
    const watchdog = spawn(process.execPath, ['--import', 'tsx', 'local/watchdog/main.ts'], {
      cwd: projectDirectory,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A broken pipe means that it died, which `exit` says too.
    watchdog.stdin.on('error', () => {});
    watchdog.on('error', () => {});
    watchdog.once('exit', () => {
      if (this.#closing.signal.aborted || this.#restartCount === RESTARTS_MAX) return;
      this.#restartCount += 1;
      this.#process = this.#start();
      for (const charge of this.#charges.values()) this.#tell({ watch: charge });
    });
    return watchdog;
  }
}
