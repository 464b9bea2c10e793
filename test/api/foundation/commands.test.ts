import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { openDatabase } from '../../../db/open.ts';
import { enqueue } from '../../../db/outbox/enqueue.ts';
import type { UnitOfWork } from '../../../db/unit-of-work.ts';
import { createLogger } from '../../../infra/logging.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { effectsOf, probe } from './probe.ts';

let api: TestApi;
let during: (work: UnitOfWork) => Promise<unknown> = async () => {};
/** A Temporal that does not answer. */
let send = async (): Promise<void> => {};
beforeAll(async () => {
  api = await openTestApi({
    operations: [probe((work) => during(work))],
    deps: { send: () => send() },
  });
});
afterAll(() => api.database.close());

async function run(act: typeof during): Promise<Response> {
  during = act;
  return api.request('/v1/probes/a', {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${api.secretKey}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'name=a',
  });
}

const sqlError = (code: string): Error => Object.assign(new Error('from Postgres'), { code });

test.each(['40001', '40P01'])(
  'what Postgres asks to repeat (%s) is repeated, and counted',
  async (code) => {
    const before = await effectsOf(api);
    let attempts = 0;
    const answer = await run(async () => {
      attempts += 1;
      if (attempts < 3) throw sqlError(code);
    });
    expect(answer.status).toBe(200);
    expect(attempts).toBe(3);
    expect(await effectsOf(api)).toBe(before + 1);
    expect(await api.metrics.registry.metrics()).toContain(
      `database_transactions_retried_total{sql_state="${code}"} 2`,
    );
  },
);

test('a deadlock that does not end is told after five attempts, and the SDK may come again', async () => {
  let attempts = 0;
  const answer = await run(() => {
    attempts += 1;
    return Promise.reject(sqlError('40P01'));
  });
  expect(attempts).toBe(5);
  expect(answer.status).toBe(429);
  expect(answer.headers.get('Stripe-Should-Retry')).toBe('true');
  expect(await answer.json()).toMatchObject({ error: { code: 'lock_timeout' } });
});

test('a row that another holds for too long is told as lock_timeout', async () => {
  const lock = sql`select from account for update`;
  await api.database.owner.transaction().execute(async (other) => {
    await lock.execute(other);
    const answer = await run(async ({ trx }) => {
      await sql`set local lock_timeout = '20ms'`.execute(trx);
      await lock.execute(trx);
    });
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({ error: { code: 'lock_timeout' } });
  });
});

test('a statement that takes too long is told as unavailable, and changed nothing', async () => {
  const before = await effectsOf(api);
  const answer = await run(async ({ trx }) => {
    await sql`set local statement_timeout = '20ms'`.execute(trx);
    await sql`select pg_sleep(30)`.execute(trx);
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('Stripe-Should-Retry')).toBe('true');
  expect(await effectsOf(api)).toBe(before);
});

test('a connection that is cut in the middle is told as unavailable, and the next request is served', async () => {
  const answer = await run(async ({ trx }) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(api.database.owner);
    await sql`select 1`.execute(trx);
  });
  expect(answer.status).toBe(503);
  expect((await run(async () => {})).status).toBe(200);
});

test('a Postgres that is away is told as unavailable', async () => {
  const db = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing' });
  const away = await openTestApi({ operations: [probe()] });
  const app = createApp(
    { ...away.deps, db },
    {
      log: createLogger({ level: 'silent', name: 'api' }),
      metrics: away.metrics,
      workerPolls: async () => true,
    },
  );
  const headers = { Authorization: `Bearer ${api.secretKey}` };
  const answer = await app.request('/v1/account', { headers });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: 'service_unavailable' } });
  const health = await app.request('/healthz');
  expect({ status: health.status, body: await health.json() }).toMatchObject({
    status: 503,
    body: { missing: ['postgres'] },
  });
  await db.destroy();
  await away.database.close();
});

const work = { kind: 'cardholder_screening', objectId: 'ich_1', payload: {} } as const;

test('a workflow is started after the commit, and not when the command failed', async () => {
  let started = 0;
  let visible = 0;
  send = async () => {
    started += 1;
    visible = (await api.database.owner.selectFrom('outbox').selectAll().execute()).length;
  };
  await run(async (unit) => {
    await enqueue(unit, work);
    throw new Error('after it was enqueued');
  });
  expect(started).toBe(0);
  expect((await run((unit) => enqueue(unit, work))).status).toBe(200);
  expect({ started, visible }).toEqual({ started: 1, visible: 1 });
});

test('a Temporal that does not answer delays no caller for more than a moment', async () => {
  send = () => new Promise(() => {});
  const startedMs = performance.now();
  expect((await run((unit) => enqueue(unit, work))).status).toBe(200);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
