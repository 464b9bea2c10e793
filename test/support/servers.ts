import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startPostgres } from '../../local/postgres/server.ts';
import { obtainTemporal } from '../../local/temporal/obtain.ts';
import { startTemporal } from '../../local/temporal/server.ts';
import { Watchdog } from '../../local/watchdog/watchdog.ts';

export interface Servers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly stop: () => Promise<void>;
}

/** What is written in a test need not survive a power cut, and many tests are connected at once. */
const POSTGRES_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/** A real Postgres and a real Temporal: those that the environment names, else our own in `folder`. */
export async function startServers(folder: string): Promise<Servers> {
  const watchdog = new Watchdog();
  try {
    const [databaseUrl, temporalAddress] = await Promise.all([
      process.env['DATABASE_URL'] || ownPostgres(watchdog, path.join(folder, 'postgres')),
      process.env['TEMPORAL_ADDRESS'] || ownTemporal(watchdog, path.join(folder, 'temporal')),
    ]);
    return { databaseUrl, temporalAddress, stop: () => watchdog.close() };
  } catch (error) {
    await watchdog.close();
    throw error;
  }
}

async function ownPostgres(watchdog: Watchdog, dataDirectory: string): Promise<string> {
  const options = { dataDirectory, watchdog, settings: POSTGRES_SETTINGS };
  return (await startPostgres(options)).databaseUrl;
}

async function ownTemporal(watchdog: Watchdog, dataDirectory: string): Promise<string> {
  await mkdir(dataDirectory);
  const binary = await obtainTemporal({ env: process.env, say });
  return (await startTemporal({ binary, dataDirectory, watchdog, isInMemory: true })).address;
}

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
