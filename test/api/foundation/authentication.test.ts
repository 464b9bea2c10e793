import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import { uniqueText } from '../../../infra/ids.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** A further key of the platform, as a later release will make them. */
async function addKey(secret: string, { livemode = false } = {}): Promise<void> {
  await api.database.owner
    .insertInto('api_key')
    .values({
      account_id: api.scope.accountId,
      livemode,
      id: makeId('apiKey', uniqueText(api.clock.nowMs())),
      hash: api.deps.keyring.fingerprint('api_key', secret),
      last4: secret.slice(-4),
      created_at: new Date(api.clock.nowMs()),
      revoked_at: null,
    })
    .execute();
}

test.each([
  ['as a bearer token', (key: string) => `Bearer ${key}`],
  ['as a bearer token in lower case', (key: string) => `bearer ${key}`],
  ['as the user name of HTTP Basic', (key: string) => basic(`${key}:`)],
  ['as the user name with a password, which does not matter', (key: string) => basic(`${key}:x`)],
])('a secret key opens its account %s', async (_case, authorization) => {
  const headers = { Authorization: authorization(api.secretKey) };
  const { status, body } = await api.call('GET', '/v1/account', { key: null, headers });
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: api.scope.accountId });
});

test.each([
  ['no header', undefined],
  ['an empty token', 'Bearer '],
  ['an unknown scheme', 'Digest sk_test_0000000000000000'],
  ['Basic that is not base64', 'Basic ???'],
  ['a key that nobody has', `Bearer sk_test_${'0'.repeat(24)}`],
  ['a publishable key', `Bearer pk_test_${'0'.repeat(24)}`],
  ['a restricted key', `Bearer rk_test_${'0'.repeat(24)}`],
  ['text that is no key', 'Bearer hunter2-is-my-password'],
  ['a key that is too long', `Bearer sk_test_${'0'.repeat(5_000)}`],
])(
  '%s opens nothing: 401 in the envelope, and HTTP is told how to ask',
  async (_case, authorization) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const reply = await api.call('GET', '/v1/account', { key: null, headers });
    expect(reply.status).toBe(401);
    expect(reply.body).toMatchObject({
      error: { type: 'invalid_request_error', code: 'api_key_invalid' },
    });
    expect(reply.headers.get('WWW-Authenticate')).toMatch(/^Bearer/);
  },
);

test('a refused key is told by its ends only, and text that is no key not at all', async () => {
  const refused = await api.call('GET', '/v1/account', { key: 'sk_test_abcdefghijklmnop7890' });
  expect(refused.body).toMatchObject({
    error: { message: 'Invalid API key provided: sk_test_****7890' },
  });
  const { body } = await api.call('GET', '/v1/account', { key: 'hunter2-is-my-password' });
  expect(JSON.stringify(body)).not.toContain('hunter2');
  expect(api.log.join('')).not.toMatch(/hunter2|abcdefghijklmnop|Authorization/);
});

test('the official SDK knows a refused key for what it is', async () => {
  const stripe = await api.sdk();
  const stranger = new Stripe('sk_test_0000000000000000', {
    host: '127.0.0.1',
    port: Number(new URL(await api.origin()).port),
    protocol: 'http',
    maxNetworkRetries: 0,
  });
  await expect(stranger.balance.retrieve()).rejects.toBeInstanceOf(
    Stripe.errors.StripeAuthenticationError,
  );
  await expect(stripe.accounts.retrieveCurrent()).resolves.toBeDefined();
});

test('a revoked key stops within ten seconds, although it was in use', async () => {
  const key = 'sk_test_tobeRevoked00000';
  await addKey(key);
  expect(await api.call('GET', '/v1/account', { key })).toMatchObject({ status: 200 });

  await api.database.owner
    .updateTable('api_key')
    .set({ revoked_at: new Date('2026-01-01T00:00:00Z') })
    .where('hash', '=', api.deps.keyring.fingerprint('api_key', key))
    .execute();
  api.clock.advance(10_000);
  const { status, body } = await api.call('GET', '/v1/account', { key });
  expect({ status, body }).toMatchObject({
    status: 401,
    body: { error: { code: 'api_key_expired' } },
  });
});

test('a clock that steps back does not keep a revoked key alive', async () => {
  const key = 'sk_test_outlivedByAClock00';
  await addKey(key);
  expect(await api.call('GET', '/v1/account', { key })).toMatchObject({ status: 200 });

  await api.database.owner
    .updateTable('api_key')
    .set({ revoked_at: new Date('2026-01-01T00:00:00Z') })
    .where('hash', '=', api.deps.keyring.fingerprint('api_key', key))
    .execute();
  api.clock.advance(-3_600_000);
  const { status } = await api.call('GET', '/v1/account', { key });
  api.clock.advance(3_600_000);
  expect(status).toBe(401);
});

test('keys are stored as keyed hashes only', async () => {
  const rows = await api.database.owner.selectFrom('api_key').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(api.secretKey);
});

test('a live key finds no sandbox helpers and none of the rows of test mode', async () => {
  const key = 'sk_live_0000000000000000';
  await addKey(key, { livemode: true });
  const reply = await api.call('POST', '/v1/test_helpers/issuing/fund_balance', {
    key,
    form: { amount: 1_000, currency: 'usd' },
  });
  expect(reply).toMatchObject({ status: 404, body: { error: { code: 'route_unknown' } } });

  const made = await api.call('POST', '/v1/issuing/cardholders', {
    form: {
      name: 'Jenny Rosen',
      billing: {
        address: {
          line1: '1 Main Street',
          city: 'Albany',
          state: 'NY',
          postal_code: '12207',
          country: 'US',
        },
      },
    },
  });
  expect(made).toMatchObject({ status: 200, body: { livemode: false } });
  expect(
    await api.call('GET', `/v1/issuing/cardholders/${String(made.body['id'])}`, { key }),
  ).toMatchObject({
    status: 404,
    body: { error: { code: 'resource_missing' } },
  });
});

test.each(['Stripe-Account', 'Stripe-Context'])(
  '%s may name the own account, and no other',
  async (name) => {
    const own = await api.call('GET', '/v1/account', { headers: { [name]: api.scope.accountId } });
    expect(own.status).toBe(200);
    expect(own.headers.get(name)).toBe(api.scope.accountId);
    const other = await api.call('GET', '/v1/account', { headers: { [name]: 'acct_1234' } });
    expect(other).toMatchObject({ status: 403, body: { error: { code: 'account_invalid' } } });
  },
);
