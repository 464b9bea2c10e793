/**
 * What the image runs, without the image: the compiled build, configured as the compose file does it, with
 * the login that owns nothing.
 */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { asAdministrator, dropDatabase, urlOf } from '../support/database-template.ts';
import { freePort } from '../support/free-port.ts';
import { readProjectFile } from '../support/source-tree.ts';
import { type Running, run, serve } from './compiled.ts';

const unique = randomBytes(6).toString('hex');
const [database, service, namespace] = [`built_${unique}`, `service_${unique}`, `built-${unique}`];
const secretKey = `sk_test_${randomBytes(16).toString('hex')}`;
const servers: Running[] = [];

const owner = (): Record<string, string> => ({
  DATABASE_URL: urlOf(inject('databaseUrl'), database),
});

beforeAll(async () => {
  await asAdministrator(inject('databaseUrl'), (client) =>
    client.query(`create database ${database}`),
  );
  await makeNamespace();
  const built = await run(['local/bootstrap.mjs', 'build']);
  expect(built.code, built.output).toBe(0);
});

afterAll(async () => {
  for (const server of servers) server.kill();
  await dropDatabase(inject('databaseUrl'), database);
  await asAdministrator(inject('databaseUrl'), (client) =>
    client.query(`drop role if exists ${service}`),
  );
});

test('the compiled build migrates, serves a first purchase and drains', async () => {
  expect(await run(['dist/db/migrate/main.js'], owner())).toMatchObject({ code: 0 });
  const again = await run(['dist/db/migrate/main.js'], owner());
  expect(again).toEqual({ code: 0, output: 'The schema is up to date.\n' });

  const { api, worker } = await start();
  expect(await firstPurchase(api.port)).toEqual({
    code: 0,
    output: 'true pending\ncapture -450\n',
  });
  expect(await run(['dist/db/verify-ledger/main.js'], owner())).toMatchObject({
    code: 0,
    output: expect.stringContaining('The ledger is right: usd.'),
  });

  for (const { running } of [api, worker])
    expect(await running.terminate()).toMatchObject({ code: 0 });
});

/** API and worker, as soon as both are well. */
async function start() {
  const env = { ...given(await makeService()), HOST: '127.0.0.1' };
  const [port, workerPort] = [await freePort(), await freePort()];
  const [worker, api] = await Promise.all([
    serve('dist/worker/main.js', `http://127.0.0.1:${workerPort}/healthz`, {
      ...env,
      CARDWRIGHT_WORKER_PORT: String(workerPort),
    }),
    serve('dist/api/main.js', `http://127.0.0.1:${port}/healthz`, {
      ...env,
      PORT: String(port),
      CARDWRIGHT_SECRET_KEY: secretKey,
      CARDWRIGHT_OPERATOR_KEY: randomBytes(16).toString('hex'),
    }),
  ]);
  servers.push(api, worker);
  return { api: { running: api, port }, worker: { running: worker } };
}

const given = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: inject('temporalAddress'),
  TEMPORAL_NAMESPACE: namespace,
  CARDWRIGHT_MASTER_KEY: randomBytes(32).toString('base64'),
});

/** Makes the login of `deploy/postgres/service-login.sql`, and answers with its URL. */
async function makeService(): Promise<string> {
  const password = randomBytes(12).toString('hex');
  const [statement = ''] = /create role cardwright_service[^;]*;/.exec(
    readProjectFile('deploy/postgres/service-login.sql'),
  ) ?? [''];
  expect(statement).not.toBe('');
  const sql = statement
    .replace('cardwright_service', service)
    .replace(":'password'", `'${password}'`);
  await asAdministrator(inject('databaseUrl'), (client) => client.query(sql));
  const url = new URL(urlOf(inject('databaseUrl'), database));
  [url.username, url.password] = [service, password];
  return url.href;
}

/** The program that the README shows. */
function firstPurchase(port: number) {
  const [, program = ''] = /```js\n([\s\S]*?)```/.exec(readProjectFile('README.md')) ?? [];
  const code = program.replace('port: 4100', `port: ${port}`);
  expect(code).not.toBe(program);
  return run(['--input-type=module', '--eval', code], { CARDWRIGHT_SECRET_KEY: secretKey });
}

/** A namespace for nobody else: every worker of an installation polls the same task queue. */
async function makeNamespace(): Promise<void> {
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  try {
    const { workflowService } = new Client({ connection });
    const workflowExecutionRetentionPeriod = msToTs('1 day');
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } finally {
    await connection.close();
  }
}
