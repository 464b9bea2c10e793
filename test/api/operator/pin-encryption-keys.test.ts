import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { pinEncryptionKeysApp } from '../../../api/routes/operator/pin-encryption-keys/rotate.ts';
import { createLogger } from '../../../infra/logging.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

const OPERATOR_KEY = 'the-operator-of-this-test';
const ROTATE = '/v1/operator/pin_encryption_keys/rotate';
let api: TestApi;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  api = await openTestApi();
  app = createApp(api.deps, {
    log: createLogger({ level: 'silent', name: 'test' }),
    metrics: createMetrics(),
    workerPolls: async () => true,
    mount: (root) =>
      root.route(
        '/v1/operator/pin_encryption_keys',
        pinEncryptionKeysApp({ ...api.deps, operatorKey: OPERATOR_KEY }),
      ),
  });
});
afterAll(() => api.close());

const rotate = (key: string): Promise<Response> =>
  Promise.resolve(
    app.request(ROTATE, { method: 'POST', headers: { Authorization: `Bearer ${key}` } }),
  );

test('a rotation is answered with the key that is published from now on', async () => {
  const before: unknown = await (await app.request('/v1/keys')).json();
  const answer = await rotate(OPERATOR_KEY);
  expect(answer.status).toBe(200);
  const rotated: unknown = await answer.json();
  expect(rotated).not.toEqual(before);
  expect(await (await app.request('/v1/keys')).json()).toEqual(rotated);
});

test('no key of an account rotates anything', async () => {
  const before = await (await app.request('/v1/keys')).text();
  for (const key of [api.secretKey, 'ek_test_any', 'wrong'])
    expect((await rotate(key)).status).toBe(401);
  expect(await (await app.request('/v1/keys')).text()).toBe(before);
});
