import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { keepServing } from '../../local/keep-serving.ts';
import { startPostgres } from '../../local/postgres/server.ts';
import { openWatchdog } from './open-watchdog.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('a server that is killed is started again at its old address, until everything stops', async () => {
  const dataDirectory = await temporaryDirectory();
  const watchdog = openWatchdog();
  const said: string[] = [];
  const start = async () => {
    const { databaseUrl: address, ended } = await startPostgres({ dataDirectory, watchdog });
    return { address, ended };
  };
  const first = await start();
  const say = (sentence: string): void => void said.push(sentence);
  const kept = keepServing({ name: 'Postgres', start }, first, { watchdog, say });

  const pid = parseInt(
    await readFile(path.join(dataDirectory, 'postgres/postmaster.pid'), 'utf8'),
    10,
  );
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() =>
    expect(said).toEqual(['Postgres ended (signal SIGKILL). It is started again.']),
  );
  await vi.waitFor(() => connect(first.address), { timeout: 20_000 });

  await watchdog.close();
  await kept;
  await expect(connect(first.address)).rejects.toThrow('ECONNREFUSED');
});

test('a server that has lost its address is not kept: its clients would look for it in vain', async () => {
  let startCount = 0;
  const start = async () => {
    startCount += 1;
    const ended = Promise.resolve({ code: 1, reason: 'exit code 1' });
    return { address: `port ${startCount}`, ended };
  };
  const keeping = { watchdog: openWatchdog(), say: () => {} };
  await expect(keepServing({ name: 'It', start }, await start(), keeping)).rejects.toThrow(
    'It has lost its port to another program',
  );
});

async function connect(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}
