import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createApp } from '../../../api/app.ts';
import { operatorApp } from '../../../api/routes/operator/operator-app.ts';
import { issuingCardholder } from '../../../api/wire/issuing-cardholder.ts';
import { listOf } from '../../../api/wire/list.ts';
import { screening } from '../../../api/wire/screening.ts';
import type { OutboxEntry } from '../../../db/unit-of-work.ts';
import { systemClock } from '../../../infra/clock.ts';
import { createLogger } from '../../../infra/logging.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { workflowUrl } from '../../../infra/temporal/ui.ts';
import { fileStoreInPostgres } from '../../../db/files/content.ts';
import { sandboxBank } from '../../../providers/bank/sandbox.ts';
import { sandboxExchangeRates } from '../../../providers/exchange-rates/sandbox.ts';
import { type DecidingProcess, openDecidingProcess } from '../../support/deciding-program.ts';
import { testKeys } from '../../support/program.ts';
import {
  CLEAN,
  LISTED,
  openScreeningLab,
  type ScreeningLab,
} from '../../workflows/screening-lab.ts';

const OPERATOR_KEY = 'the-operator-of-this-test';
const LIST = '/v1/operator/cardholders';
let lab: ScreeningLab;
let app: ReturnType<typeof createApp>;
let deciding: DecidingProcess;

beforeAll(async () => {
  lab = await openScreeningLab();
  const { db } = lab.database;
  const { send, workflows, workerPolls } = lab.link;
  deciding = openDecidingProcess(db);
  const deps = {
    db,
    keyring: testKeys,
    clock: systemClock,
    send,
    workflows,
    audit: () => {},
    bank: sandboxBank,
    exchangeRates: sandboxExchangeRates,
    fileStore: fileStoreInPostgres,
    publicUrl: 'http://localhost',
    authorizer: deciding.authorizer,
    realTime: deciding.realTime,
  };
  const options = { uiPort: 8233, namespace: 'default' };
  app = createApp(deps, {
    log: createLogger({ level: 'silent', name: 'test' }),
    metrics: createMetrics(),
    workerPolls,
    mount: (root) =>
      root.route(
        '/v1/operator',
        operatorApp({
          ...deps,
          operatorKey: OPERATOR_KEY,
          workflowUrl: (id) => workflowUrl(options, id),
        }),
      ),
  });
});
afterAll(async () => {
  await deciding.close();
  await lab.close();
});

async function call(method: string, path: string, key: string | undefined = OPERATOR_KEY) {
  const headers = { Authorization: `Bearer ${key}` };
  const answer = await app.request(path, { method, headers });
  return { status: answer.status, body: await answer.json() };
}
const errorOf = (body: unknown): unknown =>
  z.object({ error: z.looseObject({}) }).parse(body).error;

async function listed(): Promise<OutboxEntry> {
  const entry = await lab.create(LISTED);
  await lab.link.send(entry);
  await expect
    .poll(async () => (await lab.row(entry)).screening, { timeout: 20_000 })
    .toBe('listed');
  return entry;
}

test('who waits for a person is listed, with the page of his workflow', async () => {
  const entry = await listed();
  const { status, body } = await call('GET', `${LIST}?screening=listed&limit=100`);
  expect(status).toBe(200);
  const { data } = listOf(screening).parse(body);
  const found = data.find(({ cardholder }) => cardholder.id === entry.objectId);
  expect(found).toMatchObject({
    account: lab.scope.accountId,
    cardholder: { requirements: { disabled_reason: 'listed' } },
    workflow_url: `http://127.0.0.1:8233/namespaces/default/workflows/cardholder-screening%3A${entry.objectId}`,
  });
});

test('a page follows the one before', async () => {
  const [first, second] = [await listed(), await listed()];
  const page = await call('GET', `${LIST}?limit=1&starting_after=${first.objectId}`);
  const { data } = listOf(screening).parse(page.body);
  expect(data.map(({ cardholder }) => cardholder.id)).toEqual([second.objectId]);
});

test('cleared, a cardholder may spend; rejected, he is blocked', async () => {
  const [good, bad] = [await listed(), await listed()];
  const cleared = await call('POST', `${LIST}/${good.objectId}/clear`);
  expect(issuingCardholder.parse(cleared.body)).toMatchObject({
    status: 'active',
    requirements: { disabled_reason: null },
  });
  const rejected = await call('POST', `${LIST}/${bad.objectId}/reject`);
  expect(issuingCardholder.parse(rejected.body)).toMatchObject({
    status: 'blocked',
    requirements: { disabled_reason: 'rejected.listed' },
  });
});

test('a second decision finds nobody who waits', async () => {
  const entry = await listed();
  await call('POST', `${LIST}/${entry.objectId}/clear`);
  const { status, body } = await call('POST', `${LIST}/${entry.objectId}/reject`);
  expect(status).toBe(404);
  expect(errorOf(body)).toMatchObject({ code: 'resource_missing' });
  expect(await lab.row(entry)).toMatchObject({ screening: 'clear' });
});

test('a cardholder who is clear, and one who never was, cannot be decided about', async () => {
  const { objectId } = await lab.create(CLEAN);
  for (const id of [objectId, 'ich_nobody', 'x'.repeat(5_000), '%00'])
    expect((await call('POST', `${LIST}/${id}/reject`)).status).toBe(404);
});

/** Risk: whoever has a key of an account clears his own cardholders. */
test('without the operator key nothing opens', async () => {
  const entry = await listed();
  for (const key of ['sk_test_0123456789abcdef', `${OPERATOR_KEY}x`, '']) {
    expect((await call('GET', LIST, key)).status).toBe(401);
    expect((await call('POST', `${LIST}/${entry.objectId}/clear`, key)).status).toBe(401);
  }
  expect(await lab.row(entry)).toMatchObject({ screening: 'listed' });
});

test('an unknown parameter is refused by name', async () => {
  const { status, body } = await call('GET', `${LIST}?screning=listed`);
  expect(status).toBe(400);
  expect(errorOf(body)).toMatchObject({ code: 'parameter_unknown', param: 'screning' });
});
