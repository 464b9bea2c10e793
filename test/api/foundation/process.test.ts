import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { encodeForm } from '../../support/form-encoding.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { JENNY } from '../issuing/fixtures.ts';

const main = fileURLToPath(new URL('../../../api/main.ts', import.meta.url));

let database: TestDatabase;
const running: ChildProcess[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => database.close());

const SECRET_KEY = 'sk_test_000000000000000000';

const environment = () => ({
  PATH: process.env['PATH'],
  DATABASE_URL: database.url,
  TEMPORAL_ADDRESS: inject('temporalAddress'),
  CARDWRIGHT_MASTER_KEY: randomBytes(32).toString('base64'),
  CARDWRIGHT_OPERATOR_KEY: randomBytes(16).toString('hex'),
  CARDWRIGHT_SECRET_KEY: SECRET_KEY,
  PORT: '0',
});

interface Process {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** The port, once it listens. */
  readonly port: Promise<number>;
}

function startApi(changes: Readonly<Record<string, string>> = {}): Process {
  const env = { ...environment(), ...changes };
  const child = spawn(process.execPath, ['--import', 'tsx', main], { env, stdio: 'pipe' });
  running.push(child);
  let [output, errors] = ['', ''];
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const port = new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      const [, found] = /"port":(\d+)/.exec(output) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => reject(new Error(`it ended before it listened: ${errors}`)));
  });
  port.catch(() => {});
  return { child, output: () => output, errors: () => errors, port };
}

const exitOf = async ({ child }: Process): Promise<unknown> =>
  child.exitCode ?? (await once(child, 'exit'))[0];

test('the process serves, and ends with 0 when it is told to, after what was in flight', async () => {
  const api = startApi();
  const port = await api.port;
  const body = encodeForm({ name: 'Jenny Rosen', billing: JENNY.billing });
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /v1/issuing/cardholders HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nAuthorization: Bearer ${SECRET_KEY}\r\n\r\n`,
  );
  socket.write(body.slice(0, 10));
  await vi.waitFor(async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('http_requests_in_flight 2');
  });
  api.child.kill('SIGTERM');
  await vi.waitFor(() => expect(api.output()).toContain('draining'));
  socket.write(body.slice(10));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await exitOf(api)).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test.each([
  ['a variable that is missing', { CARDWRIGHT_MASTER_KEY: '' }, /CARDWRIGHT_MASTER_KEY/],
  ['a variable that is wrong', { CARDWRIGHT_COUNTRY: 'nowhere' }, /CARDWRIGHT_COUNTRY/],
  [
    'a live key',
    { CARDWRIGHT_SECRET_KEY: 'sk_live_000000000000000000' },
    /live mode needs providers/,
  ],
  ['a schema that is not up to date', { DATABASE_URL: 'server' }, /npm run migrate/],
])('the process ends with 78 and one sentence for %s', async (_case, changes, sentence) => {
  const url = 'DATABASE_URL' in changes ? { DATABASE_URL: inject('databaseUrl') } : changes;
  const api = startApi(url);
  expect(await exitOf(api)).toBe(78);
  expect(api.errors().trim().split('\n')).toHaveLength(1);
  expect(api.errors()).toMatch(sentence);
});

test('a Postgres that is away ends the process with 1: its supervisor starts it again', async () => {
  const api = startApi({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
  expect(await exitOf(api)).toBe(1);
});
