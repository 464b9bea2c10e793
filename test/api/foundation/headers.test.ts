import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test.each([
  ['an answer', 'GET', '/v1/account'],
  ['a refusal', 'POST', '/v1/issuing/cards'],
  ['an unknown route', 'GET', '/v1/nothing'],
  ['another method', 'DELETE', '/v1/account'],
  ['a probe', 'GET', '/healthz'],
  ['a page', 'GET', '/docs'],
])('%s has a request id of its own', async (_case, method, path) => {
  const request = { method, headers: { Authorization: `Bearer ${api.secretKey}` } };
  const ids = [await api.request(path, request), await api.request(path, request)].map(
    ({ headers }) => headers.get('Request-Id'),
  );
  expect(ids[0]).toMatch(/^req_[A-Za-z0-9]{24}$/);
  expect(ids[1]).not.toBe(ids[0]);
});

test.each([
  ['the version of our shape', '2026-10-28.endive'],
  ['the first one of the supported', '2022-08-01'],
  ['one with a name', '2025-03-31.basil'],
  ['one that is newer than our shape', '2026-11-18.endive'],
  ['a preview', '2026-08-26.preview'],
  ['one with a beta flag', '2024-06-20;issuing_beta=v1'],
])('%s is accepted and echoed', async (_case, version) => {
  const reply = await api.call('GET', '/v1/account', { headers: { 'Stripe-Version': version } });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('Stripe-Version')).toBe(version);
});

test('without a version the answer names the one that it has', async () => {
  const { headers } = await api.call('GET', '/v1/account');
  expect(headers.get('Stripe-Version')).toBe('2026-10-28.endive');
});

test.each([
  ['one from before 2022', '2020-08-27'],
  ['a day on which none was published', '2026-10-29.endive'],
  ['a name without a day', 'endive'],
  ['a preview of no month', '2026-13-01.preview'],
  ['nothing', ''],
])('%s is refused as a version', async (_case, version) => {
  const reply = await api.call('GET', '/v1/account', { headers: { 'Stripe-Version': version } });
  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'version_invalid' } } });
});

test('an answer is kept by nobody on its way, because it may hold a card number', async () => {
  const { headers } = await api.call('GET', '/v1/account');
  expect(headers.get('Cache-Control')).toBe('no-store');
});

test('HEAD gives the headers of GET and no body', async () => {
  const reply = await api.request('/v1/account', {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${api.secretKey}` },
  });
  expect(reply.status).toBe(200);
  expect(await reply.text()).toBe('');
});

test('a GET takes an idempotency key and ignores it', async () => {
  const headers = { 'Idempotency-Key': 'the-same' };
  const balance = await api.call('GET', '/v1/balance', { headers });
  const account = await api.call('GET', '/v1/account', { headers });
  expect([balance.body['object'], account.body['object']]).toEqual(['balance', 'account']);
  expect(account.headers.get('Idempotency-Key')).toBe('the-same');
});
