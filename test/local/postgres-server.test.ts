import { spawn } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../local/postgres/server.ts';
import { findUnprivilegedUser } from '../../local/unprivileged-user.ts';
import { openWatchdog } from './open-watchdog.ts';
import { temporaryDirectory } from './temporary-directory.ts';

async function query(databaseUrl: string, text: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(dataDirectory: string): Promise<number> {
  return parseInt(await readFile(path.join(dataDirectory, 'postgres/postmaster.pid'), 'utf8'), 10);
}

const running = ({ databaseUrl }: PostgresServer): Promise<readonly unknown[]> =>
  query(databaseUrl, 'select kept from note');

test('of three who start at once one starts, the others adopt; what was committed survives SIGKILL', async () => {
  const dataDirectory = await temporaryDirectory();
  const options = { dataDirectory, watchdog: openWatchdog() };
  const starters = await Promise.all([1, 2, 3].map(() => startPostgres(options)));
  expect(starters.filter(({ isAdopted }) => isAdopted)).toHaveLength(2);
  const [databaseUrl = '', ...others] = new Set(starters.map((one) => one.databaseUrl));
  expect(others).toEqual([]);

  await query(databaseUrl, `create table note as select 'this' as kept`);
  process.kill(await postmasterPid(dataDirectory), 'SIGKILL');

  const again = await startPostgres(options);
  expect(again.isAdopted).toBe(false);
  expect(await running(again)).toEqual([{ kept: 'this' }]);
  await again.stop();

  const settings = { fsync: 'off' };
  const warm = await startPostgres({ ...options, settings });
  expect(warm.databaseUrl, 'the port of last time').toBe(again.databaseUrl);
  expect(await query(warm.databaseUrl, 'show fsync')).toEqual([{ fsync: 'off' }]);
});

test('it is durable, sorts bytewise, reads UTF-8, and tells its password to nobody else', async () => {
  const dataDirectory = await temporaryDirectory();
  const { databaseUrl } = await startPostgres({ dataDirectory, watchdog: openWatchdog() });
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'];
  expect(
    await query(
      databaseUrl,
      `select setting from pg_settings where name in ('${names.join("','")}')`,
    ),
  ).toEqual(names.map(() => ({ setting: 'on' })));
  expect(
    await query(
      databaseUrl,
      `select datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding, 'a' > 'B' as bytewise
         from pg_database where datname = current_database()`,
    ),
  ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8', encoding: 'UTF8', bytewise: true }]);

  expect((await stat(path.join(dataDirectory, 'postgres.json'))).mode & 0o777).toBe(0o600);
  const wrong = databaseUrl.replace(/:[0-9a-f]{48}@/, ':guess@');
  await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
});

test('a pid that another program has meanwhile does not keep it from starting', async () => {
  const dataDirectory = await temporaryDirectory();
  const options = { dataDirectory, watchdog: openWatchdog() };
  const { stop } = await startPostgres(options);
  const file = path.join(dataDirectory, 'postgres/postmaster.pid');
  const text = await readFile(file, 'utf8');
  await stop();

  // Postgres minds only a process that it might have started: one of its own user.
  const { uid, gid } = findUnprivilegedUser() ?? {};
  const other = spawn('sleep', ['60'], uid === undefined ? {} : { uid, gid: gid ?? uid });
  onTestFinished(() => void other.kill('SIGKILL'));
  await writeFile(file, text.replace(/^\d+/, String(other.pid)));
  expect((await startPostgres(options)).isAdopted).toBe(false);
});

test('a cluster of another version is named, with what to do', async () => {
  const dataDirectory = await temporaryDirectory();
  const options = { dataDirectory, watchdog: openWatchdog() };
  await mkdir(path.join(dataDirectory, 'postgres'));
  await writeFile(path.join(dataDirectory, 'postgres/PG_VERSION'), '17\n');
  await expect(startPostgres(options)).rejects.toThrow('was made by Postgres 17, and this is 18');
});
