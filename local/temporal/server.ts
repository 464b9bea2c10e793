import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import path from 'node:path';
import { type Lock, tryLock } from '../lock-file.ts';
import { openLog, readTail } from '../log-file.ts';
import { findFreePort } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type Ending, waitForEnd } from '../processes/ending.ts';
import { findProcess } from '../processes/identity.ts';
import { becomesTrue } from '../processes/poll.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';

export interface TemporalOptions {
  readonly binary: string;
  /** Absolute, and there. Holds the state, unless it is in memory, and the log. */
  readonly dataDirectory: string;
  readonly watchdog: Watchdog;
  /** Loses everything when it stops, and writes nothing: for tests. */
  readonly isInMemory?: boolean;
  /** Absent: any that is free. */
  readonly port?: number;
  readonly ui?: TemporalUi;
  /** Made at the start, beside `default`. */
  readonly namespace?: string;
}

export interface TemporalUi {
  readonly port: number;
  /** Where the UI, in the browser, has payloads decrypted. */
  readonly codecEndpoint?: string;
}

export interface TemporalServer {
  /** `127.0.0.1:7233` */
  readonly address: string;
  /** Resolves when it has ended, whyever. */
  readonly ended: Promise<Ending>;
  readonly stop: (hurry?: AbortSignal) => Promise<void>;
}

const READY_MS = 60_000;
const ASK_TIMEOUT_MS = 1000;
const DEFAULT_NAMESPACE = 'default';

/** Durable enough for a machine that one person uses: a write survives the process, in the WAL. */
const PRAGMAS = ['journal_mode=wal', 'synchronous=1'];

/** Starts a Temporal server, and returns once it serves its namespace. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const lock = await lockState(options);
  try {
    const port = options.port ?? (await findFreePort());
    const httpPort = await findFreePort();
    const child = launch(options, port, httpPort);
    const ended = waitForEnd(child);
    // A launcher that dies leaves its server running for a moment: the file is that one's until it ends.
    const server = findProcess(child.pid ?? 0);
    if (server !== undefined) lock?.handTo(server);
    void ended.then(() => lock?.release());
    if (!(await isServing(options, ended, httpPort))) {
      await options.watchdog.stop(child);
      throw new Problem(
        `The Temporal server (${options.binary}) does not start. Its last words:\n${readTail(logIn(options.dataDirectory))}`,
      );
    }
    return {
      address: `127.0.0.1:${port}`,
      ended,
      stop: (hurry) => options.watchdog.stop(child, hurry),
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * Two servers on one file both start, and then break each other's transactions: SQLite keeps the file
 * whole, but a server takes itself for the only one. Nobody but us makes sure that it is.
 */
async function lockState(options: TemporalOptions): Promise<Lock | undefined> {
  if (options.isInMemory === true) return undefined;
  const file = stateIn(options.dataDirectory);
  const lock = await tryLock(`${file}.lock`);
  if ('release' in lock) return lock;
  throw new Problem(
    `The Temporal server of process ${lock.pid} uses ${file} already: stop it, or set CARDWRIGHT_DATA_DIR to another directory.`,
  );
}

/** What it writes is for its owner only, even where others may pass through the directory. */
function launch(options: TemporalOptions, port: number, httpPort: number): ChildProcess {
  const log = openLog(logIn(options.dataDirectory));
  const umask = process.umask(0o077);
  try {
    return options.watchdog.spawn({
      role: 'temporal',
      file: options.binary,
      args: ['server', 'start-dev', ...flags(options, port, httpPort)],
      options: { cwd: options.dataDirectory, stdio: ['ignore', log, log] },
    });
  } finally {
    process.umask(umask);
    closeSync(log);
  }
}

function flags(options: TemporalOptions, port: number, httpPort: number): readonly string[] {
  const { dataDirectory, isInMemory, ui, namespace = DEFAULT_NAMESPACE } = options;
  const listening = `--ip 127.0.0.1 --port ${port} --http-port ${httpPort} --log-level error`;
  const pragmas = PRAGMAS.flatMap((pragma) => ['--sqlite-pragma', pragma]);
  return [
    ...listening.split(' '),
    ...(isInMemory === true ? [] : ['--db-filename', stateIn(dataDirectory), ...pragmas]),
    ...(namespace === DEFAULT_NAMESPACE ? [] : ['--namespace', namespace]),
    ...(ui === undefined ? ['--headless'] : uiFlags(ui)),
  ];
}

/** The UI asks nobody outside: without the flag it fetches a feed of news. */
function uiFlags({ port, codecEndpoint }: TemporalUi): readonly string[] {
  const codec = codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', codecEndpoint];
  return ['--ui-port', String(port), '--ui-disable-news-fetch', ...codec];
}

/** Waits until it knows its namespace; `false` when it ended instead, or never does. */
async function isServing(
  { namespace = DEFAULT_NAMESPACE }: TemporalOptions,
  ended: Promise<Ending>,
  httpPort: number,
): Promise<boolean> {
  const end = new AbortController();
  void ended.then(() => end.abort());
  const url = `http://127.0.0.1:${httpPort}/api/v1/namespaces/${namespace}`;
  return becomesTrue(() => answers(url), { withinMs: READY_MS, signal: end.signal });
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function stateIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'temporal.db');
}

function logIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'temporal.log');
}
