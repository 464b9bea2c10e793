import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

const main = fileURLToPath(new URL('../../worker/main.ts', import.meta.url));
const NAMESPACE = `worker-${process.pid}`;
const started: ChildProcess[] = [];
let database: TestDatabase;

/** A namespace of its own: the process polls the queue of the product. */
beforeAll(async () => {
  database = await openTestDatabase();
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  await connection.workflowService.registerNamespace({
    namespace: NAMESPACE,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await connection.close();
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await database.close();
});

function start(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: NAMESPACE,
      CARDWRIGHT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...env,
    },
  });
  started.push(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (said.text += chunk.toString()));
  return { child, said, ended: once(child, 'exit') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}

test('a worker comes up, says that it is well, and drains when it is told to stop', async () => {
  const port = await freePort();
  const { child, said, ended } = start({ CARDWRIGHT_WORKER_PORT: String(port) });
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    return answer === undefined ? 'nobody listens' : `${answer.status} ${await answer.text()}`;
  };
  await expect.poll(() => ask('/healthz'), { timeout: 40_000 }).toBe('200 {"missing":[]}');
  expect(await ask('/metrics')).toContain('outbox_entries_swept_total');
  expect(await ask('/secrets')).toContain('404');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(said.text).toContain('"msg":"stopped"');
  expect(said.text).not.toContain('"level":"error"');
  expect(said.text).not.toContain('Warning');
});

test('without its configuration a worker names the variable, and is not to be started again', async () => {
  const { said, ended } = start({ TEMPORAL_ADDRESS: '' });
  expect(await ended).toEqual([78, null]);
  expect(said.text).toContain('TEMPORAL_ADDRESS');
});

test('a worker that waits for Temporal stops when it is told to', async () => {
  const { child, said, ended } = start({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
  await expect.poll(() => said.text, { timeout: 40_000 }).toContain('Temporal cannot be used');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
