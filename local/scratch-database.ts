import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../db/migrate/migrate.ts';
import { startPostgres } from './postgres/server.ts';
import { Watchdog } from './watchdog/watchdog.ts';

type Use<T> = (databaseUrl: string) => Promise<T>;

/**
 * Gives a database that is migrated and empty, and takes it away again: on the server that the
 * environment names, whose role may create databases, else on one that lives as long.
 */
export async function withScratchDatabase<T>(
  env: Readonly<Record<string, string | undefined>>,
  use: Use<T>,
): Promise<T> {
  const named = env['DATABASE_URL'];
  if (named !== undefined && named !== '') return withDatabaseOn(named, use);

  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'cardwright-'));
  const watchdog = new Watchdog();
  try {
    const { databaseUrl } = await startPostgres({
      dataDirectory,
      watchdog,
      settings: { fsync: 'off' },
    });
    return await withDatabaseOn(databaseUrl, use);
  } finally {
    await watchdog.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function withDatabaseOn<T>(serverUrl: string, use: Use<T>): Promise<T> {
  const name = `scratch_${randomBytes(8).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const server = new Client({ connectionString: serverUrl });
  await server.connect();
  try {
    await server.query(`create database ${name} template template0`);
    await migrate(url.href);
    return await use(url.href);
  } finally {
    await server.query(`drop database if exists ${name} with (force)`);
    await server.end();
  }
}
