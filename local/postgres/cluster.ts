import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem, reasonOf } from '../problem.ts';
import type { UnprivilegedUser } from '../unprivileged-user.ts';
import { SUPERUSER, readConnection, writeConnection } from './connection.ts';

const run = promisify(execFile);

const MAJOR = '18';
const INITDB_TIMEOUT_MS = 120_000;

/** Bytewise order and Unicode letters, the same on every machine: no operating system has a say. */
const INITDB_OPTIONS = [
  `--username=${SUPERUSER}`,
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--data-checksums',
  '--auth=scram-sha-256',
  '--no-instructions',
];

export interface ClusterPlace {
  readonly dataDirectory: string;
  readonly initdb: string;
  readonly user: UnprivilegedUser | undefined;
}

/** Where the cluster of a data directory is. */
export function clusterIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'postgres');
}

/** Whether somebody has made a cluster here, finished and usable. */
export function hasCluster(dataDirectory: string): boolean {
  return existsSync(path.join(clusterIn(dataDirectory), 'PG_VERSION'));
}

/**
 * Makes the cluster when there is none. It is made under another name and then renamed, so a crash
 * leaves either none or a whole one, whose password is already written down.
 */
export async function ensureCluster(place: ClusterPlace): Promise<void> {
  const { dataDirectory, user } = place;
  if (hasCluster(dataDirectory)) return checkUsable(dataDirectory);

  const unfinished = path.join(dataDirectory, 'postgres.unfinished');
  const passwordFile = path.join(dataDirectory, 'postgres.password');
  const password = randomBytes(24).toString('hex');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined)
    for (const made of [unfinished, passwordFile]) await chown(made, user.uid, user.gid);
  try {
    await initialize(place, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  writeConnection(dataDirectory, { port: 0, password });
  await rename(unfinished, clusterIn(dataDirectory));
}

async function initialize(
  { initdb, user }: ClusterPlace,
  directory: string,
  passwordFile: string,
): Promise<void> {
  const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  try {
    const places = [`--pgdata=${directory}`, `--pwfile=${passwordFile}`];
    await run(initdb, [...places, ...INITDB_OPTIONS], {
      ...identity,
      cwd: directory,
      timeout: INITDB_TIMEOUT_MS,
      env: { ...process.env, LC_ALL: 'C' },
    });
  } catch (error) {
    const isUnreachable = user !== undefined && /Permission denied/.test(reasonOf(error));
    throw new Problem(
      isUnreachable
        ? `Postgres runs as the user ${user.name}, who cannot reach ${directory}: set CARDWRIGHT_DATA_DIR to a directory that everyone may pass through, such as /var/lib/cardwright.`
        : `The embedded Postgres cannot be set up here (set DATABASE_URL to use an existing one): ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

async function checkUsable(dataDirectory: string): Promise<void> {
  const cluster = clusterIn(dataDirectory);
  const version = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version !== MAJOR)
    throw new Problem(
      `${cluster} was made by Postgres ${version}, and this is ${MAJOR}: move it away, or set DATABASE_URL to a Postgres ${version} that serves it.`,
    );
  if (readConnection(dataDirectory) === undefined)
    throw new Problem(
      `${cluster} is there, but its password is not (postgres.json): restore that file, or move the directory away to begin anew.`,
    );
}
