import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../db/migrate/migrate.ts';

/** Any number that nothing else locks. Roles belong to the server, so two runs must not make them at once. */
const TEMPLATE_LOCK = 4_100_900;

/** The same server, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** One connection to the server for as long as `act` takes. */
export async function asAdministrator<T>(
  serverUrl: string,
  act: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/**
 * Migrates one database, by the project's own migrator, and closes it to connections: Postgres copies a
 * database only while nobody is in it. A copy takes some 30 ms where the migrations take many times that.
 */
export async function createTemplate(serverUrl: string): Promise<string> {
  const name = `template_${randomBytes(6).toString('hex')}`;
  await asAdministrator(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await client.query(`create database ${name}`);
    await migrate(urlOf(serverUrl, name));
    await client.query(`alter database ${name} allow_connections false`);
  });
  return name;
}

/** Throws out who is still connected: what a test left open must not fail the next one. */
export const dropDatabase = (serverUrl: string, name: string): Promise<void> =>
  asAdministrator(serverUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
  });
