import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test('the account of the key is answered to any HTTP client', async () => {
  const { status, body } = await api.call('GET', '/v1/account');
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: api.scope.accountId, country: 'US', default_currency: 'usd' });
});

test('the account of the key is answered to the official SDK', async () => {
  const stripe = await api.sdk();
  const account = await stripe.accounts.retrieveCurrent();
  expect(account.capabilities?.card_issuing).toBe('active');
  expect(account.lastResponse.requestId).toMatch(/^req_/);
});
