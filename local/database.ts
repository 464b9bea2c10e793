import { spawn } from 'node:child_process';
import { readConfig } from '../infra/config.ts';
import { dataDirectoryOf, makeDataDirectory } from './data-directory.ts';
import { lockInstance, runRecordIn } from './instance-lock.ts';
import { hasCluster } from './postgres/cluster.ts';
import { findRunningDatabase } from './postgres/adopt.ts';
import { startPostgres } from './postgres/server.ts';
import { Problem } from './problem.ts';
import { waitForEnd } from './processes/ending.ts';
import { projectDirectory } from './project.ts';
import { say } from './say.ts';
import { stopLeftovers } from './watchdog/run-record.ts';
import { Watchdog } from './watchdog/watchdog.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Use = (databaseUrl: string) => Promise<number>;

/** `npm run migrate`: an empty data directory gets its database first. */
export function migrate(env: Environment): Promise<number> {
  return withDatabase(env, (url) => run('db/migrate/main.ts', env, url));
}

/** `npm run verify-ledger`: exits with what the verification exits with. */
export async function verifyLedger(env: Environment): Promise<number> {
  const config = readConfig(env);
  const dataDirectory = dataDirectoryOf(config);
  if (config.DATABASE_URL === undefined && !hasCluster(dataDirectory))
    throw new Problem(
      `There is no database in ${dataDirectory}, so there is no ledger: \`npm start\` makes one, or set DATABASE_URL.`,
    );
  return withDatabase(env, (url) => run('db/verify-ledger/main.ts', env, url));
}

/** The database that the environment names, else the one that runs, else the one here, for the duration. */
export async function withDatabase(env: Environment, use: Use): Promise<number> {
  const config = readConfig(env);
  if (config.DATABASE_URL !== undefined) return use(config.DATABASE_URL);
  const dataDirectory = dataDirectoryOf(config);
  const running = await findRunningDatabase(dataDirectory);
  return running === undefined ? withOwnDatabase(dataDirectory, use) : use(running);
}

async function withOwnDatabase(dataDirectory: string, use: Use): Promise<number> {
  makeDataDirectory(dataDirectory);
  const lock = await lockInstance(dataDirectory);
  try {
    await stopLeftovers(runRecordIn(dataDirectory), say);
    const watchdog = new Watchdog(runRecordIn(dataDirectory));
    try {
      return await use((await startPostgres({ dataDirectory, watchdog })).databaseUrl);
    } finally {
      await watchdog.close();
    }
  } finally {
    lock.release();
  }
}

/** The terminal is the script's: what it says and what stops it is not ours. */
async function run(file: string, env: Environment, databaseUrl: string): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: projectDirectory,
    env: { ...env, DATABASE_URL: databaseUrl },
    stdio: 'inherit',
  });
  const { code } = await waitForEnd(child);
  return code ?? 1;
}
