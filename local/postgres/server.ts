import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForLock } from '../lock-file.ts';
import { readTail } from '../log-file.ts';
import { findFreePort } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { Ending } from '../processes/ending.ts';
import { type UnprivilegedUser, findUnprivilegedUser } from '../unprivileged-user.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';
import { findRunningDatabase } from './adopt.ts';
import { prepareBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { databaseUrlOf, readConnection, writeConnection } from './connection.ts';
import { launchPostgres, postgresLogIn } from './launch.ts';

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
  /** Resolves when it has ended, whyever; for one that was adopted, never. */
  readonly ended: Promise<Ending>;
  readonly stop: (hurry?: AbortSignal) => Promise<void>;
}

/** As long as another may take to make a cluster and to start. */
const LOCK_MS = 120_000;
const ATTEMPTS_MAX = 5;
const PAUSE_BETWEEN_ATTEMPTS_MS = 200;

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

  const lock = await waitForLock(path.join(dataDirectory, 'postgres.lock'), LOCK_MS);
  if (!('release' in lock))
    throw new Problem(
      `Process ${lock.pid} has been starting Postgres in ${dataDirectory} for too long.`,
    );
  try {
    const running = await findRunningDatabase(dataDirectory);
    return running === undefined ? await start(options, user) : adopted(running);
  } finally {
    lock.release();
  }
}

function adopted(databaseUrl: string): PostgresServer {
  return { databaseUrl, isAdopted: true, ended: new Promise(() => {}), stop: async () => {} };
}

async function start(
  { dataDirectory, watchdog, settings = {} }: PostgresOptions,
  user: UnprivilegedUser | undefined,
): Promise<PostgresServer> {
  const { initdb, postgres } = await prepareBinaries(dataDirectory, user);
  await ensureCluster({ dataDirectory, initdb, user });
  const known = readConnection(dataDirectory);
  if (known === undefined) throw new Problem(`${dataDirectory}/postgres.json has gone.`);

  // The port of last time, so that a tool that was given it still works; another, when it is taken.
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 && known.port !== 0 ? known.port : await findFreePort();
    const launch = { dataDirectory, watchdog, postgres, user, port, settings };
    const { child, ended, isServing } = await launchPostgres(launch);
    if (isServing) {
      writeConnection(dataDirectory, { ...known, port });
      const databaseUrl = databaseUrlOf({ ...known, port });
      const stop = (hurry?: AbortSignal): Promise<void> => watchdog.stop(child, hurry);
      return { databaseUrl, isAdopted: false, ended, stop };
    }
    await watchdog.stop(child);
    if (attempt === ATTEMPTS_MAX)
      throw new Problem(
        `Postgres does not start. Its last words:\n${readTail(postgresLogIn(dataDirectory))}`,
      );
    await sleep(PAUSE_BETWEEN_ATTEMPTS_MS);
  }
}
