import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { closeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { waitForLock } from '../lock-file.ts';
import { openLog, readTail } from '../log-file.ts';
import { findFreePort } from '../ports.ts';
import { Problem, reasonOf } from '../problem.ts';
import { becomesTrue } from '../processes/poll.ts';
import { type UnprivilegedUser, findUnprivilegedUser } from '../unprivileged-user.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';
import { prepareBinaries } from './binaries.ts';
import { clusterIn, ensureCluster } from './cluster.ts';
import { type Connection, databaseUrlOf, readConnection, writeConnection } from './connection.ts';
import { disownPostmasterFile, findPostmaster } from './postmaster-file.ts';

export interface PostgresOptions {
  /** Absolute. Made when it is missing; holds the cluster, its password, its log. */
  readonly dataDirectory: string;
  readonly watchdog: Watchdog;
  /** Server settings beyond ours, such as `fsync: 'off'` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  /** A superuser's. */
  readonly databaseUrl: string;
  /** It was running already: whoever started it stops it for all, and `stop` here does nothing. */
  readonly isAdopted: boolean;
  readonly stop: (hurry?: AbortSignal) => Promise<void>;
}

/** A slow disk and a long log to replay after a crash; then something is wrong. */
const READY_MS = 60_000;
/** How long a Postgres that was killed may take to leave. */
const DYING_MS = 10_000;
const ATTEMPTS_MAX = 5;
const PAUSE_BETWEEN_ATTEMPTS_MS = 200;

/** Durable: what was committed is on the disk. It listens to this machine only, and on TCP only: the path
 * of a socket may have 107 bytes, and a data directory may stand deeper. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
} as const;

/**
 * Starts the embedded Postgres of a data directory, making its cluster the first time, or adopts the
 * one that runs there. Several callers at once, in any processes: one starts, the others adopt.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataDirectory } = options;
  const user = findUnprivilegedUser();
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  // The unprivileged user passes through to its own directory, and reads nothing on the way.
  if (user !== undefined) await chmod(dataDirectory, 0o711);

  const lock = await waitForLock(path.join(dataDirectory, 'postgres.lock'), READY_MS);
  if (!('release' in lock))
    throw new Problem(
      `Process ${lock.pid} has been starting Postgres in ${dataDirectory} for too long.`,
    );
  try {
    return (await adopt(dataDirectory)) ?? (await start(options, user));
  } finally {
    lock.release();
  }
}

/** The database of a data directory whose Postgres runs, without starting it. */
export async function findRunningDatabase(dataDirectory: string): Promise<string | undefined> {
  return (await adopt(dataDirectory))?.databaseUrl;
}

async function adopt(dataDirectory: string): Promise<PostgresServer | undefined> {
  const cluster = clusterIn(dataDirectory);
  const connection = readConnection(dataDirectory);
  const isSettled = (): boolean => findPostmaster(cluster)?.isReady !== false;
  await becomesTrue(isSettled, { withinMs: READY_MS });
  const postmaster = findPostmaster(cluster);
  if (postmaster === undefined || connection === undefined) return undefined;

  const databaseUrl = databaseUrlOf({ ...connection, port: postmaster.port });
  // One that was killed a moment ago may still be dying: it does not answer, and then it is gone.
  let refusal = await refusalOf(databaseUrl);
  const isDecided = async (): Promise<boolean> => {
    if (refusal === undefined || findPostmaster(cluster) === undefined) return true;
    refusal = await refusalOf(databaseUrl);
    return false;
  };
  await becomesTrue(isDecided, { withinMs: DYING_MS });
  if (findPostmaster(cluster) === undefined) return undefined;
  if (refusal) throw refusal;
  return { databaseUrl, isAdopted: true, stop: async () => {} };
}

async function refusalOf(connectionString: string): Promise<Problem | undefined> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return new Problem(
      `The Postgres of this data directory runs, but does not let us in: ${reasonOf(error)}`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
}

async function start(
  options: PostgresOptions,
  user: UnprivilegedUser | undefined,
): Promise<PostgresServer> {
  const { dataDirectory, watchdog } = options;
  const { initdb, postgres } = await prepareBinaries(dataDirectory, user);
  await ensureCluster({ dataDirectory, initdb, user });
  const known = readConnection(dataDirectory);
  if (known === undefined) throw new Problem(`${dataDirectory}/postgres.json has gone.`);

  // The port of last time, so that a tool that was given it still works; another, when it is taken.
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 && known.port !== 0 ? known.port : await findFreePort();
    const connection: Connection = { ...known, port };
    const child = launch(options, { postgres, user, port });
    if (await isServing(child, dataDirectory)) {
      writeConnection(dataDirectory, connection);
      const stop = (hurry?: AbortSignal): Promise<void> => watchdog.stop(child, hurry);
      return { databaseUrl: databaseUrlOf(connection), isAdopted: false, stop };
    }
    await watchdog.stop(child);
    if (attempt === ATTEMPTS_MAX)
      throw new Problem(`Postgres does not start. Its last words:\n${tailOf(dataDirectory)}`);
    await sleep(PAUSE_BETWEEN_ATTEMPTS_MS);
  }
}

interface Launch {
  readonly postgres: string;
  readonly user: UnprivilegedUser | undefined;
  readonly port: number;
}

function launch(options: PostgresOptions, { postgres, user, port }: Launch): ChildProcess {
  const { dataDirectory, watchdog, settings } = options;
  const cluster = clusterIn(dataDirectory);
  disownPostmasterFile(cluster);
  const log = openLog(logIn(dataDirectory));
  const all = { ...SETTINGS, port, ...settings };
  const child = watchdog.spawn({
    role: 'postgres',
    file: postgres,
    args: [
      '-D',
      cluster,
      ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    options: {
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
      cwd: cluster,
      stdio: ['ignore', log, log],
    },
  });
  closeSync(log);
  return child;
}

/** Waits until it lets sessions in; `false` when it ended instead. */
async function isServing(child: ChildProcess, dataDirectory: string): Promise<boolean> {
  let hasEnded = false;
  const end = (): void => {
    hasEnded = true;
  };
  child.once('exit', end).once('error', end);
  const isReady = (): boolean => {
    const postmaster = findPostmaster(clusterIn(dataDirectory));
    return postmaster?.pid === child.pid && postmaster?.isReady === true;
  };
  await becomesTrue(() => hasEnded || isReady(), { withinMs: READY_MS });
  return !hasEnded && isReady();
}

function logIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'postgres.log');
}

function tailOf(dataDirectory: string): string {
  return readTail(logIn(dataDirectory));
}
