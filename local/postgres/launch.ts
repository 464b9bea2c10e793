import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import path from 'node:path';
import { openLog } from '../log-file.ts';
import { type Ending, waitForEnd } from '../processes/ending.ts';
import { becomesTrue } from '../processes/poll.ts';
import type { UnprivilegedUser } from '../unprivileged-user.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';
import { clusterIn } from './cluster.ts';
import { disownPostmasterFile, findPostmaster } from './postmaster-file.ts';

/** A slow disk and a long log to replay after a crash; then something is wrong. */
const READY_MS = 60_000;

/** Durable: what was committed is on the disk. It listens to this machine only, and on TCP only: the path
 * of a socket may have 107 bytes, and a data directory may stand deeper. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // The detail of an error quotes the row that it is about: a name and an address, in the log.
  log_error_verbosity: 'terse',
} as const;

export interface Launch {
  readonly dataDirectory: string;
  readonly watchdog: Watchdog;
  readonly postgres: string;
  readonly user: UnprivilegedUser | undefined;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface Launched {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Whether it lets sessions in; `false` when it ended instead. */
  readonly isServing: boolean;
}

/** Starts the server process of a cluster, and waits until it serves or ends. */
export async function launchPostgres(launch: Launch): Promise<Launched> {
  const cluster = clusterIn(launch.dataDirectory);
  disownPostmasterFile(cluster);
  const child = spawnPostgres(launch, cluster);
  const ended = waitForEnd(child);
  const end = new AbortController();
  void ended.then(() => end.abort());
  const isReady = (): boolean => {
    const postmaster = findPostmaster(cluster);
    return postmaster?.pid === child.pid && postmaster?.isReady === true;
  };
  const isServing = await becomesTrue(isReady, { withinMs: READY_MS, signal: end.signal });
  return { child, ended, isServing };
}

export function postgresLogIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'postgres.log');
}

function spawnPostgres(launch: Launch, cluster: string): ChildProcess {
  const { postgres, user, port, settings } = launch;
  const log = openLog(postgresLogIn(launch.dataDirectory));
  const all = Object.entries({ ...SETTINGS, port, ...settings });
  const child = launch.watchdog.spawn({
    role: 'postgres',
    file: postgres,
    args: ['-D', cluster, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    options: {
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
      cwd: cluster,
      stdio: ['ignore', log, log],
    },
  });
  closeSync(log);
  return child;
}
