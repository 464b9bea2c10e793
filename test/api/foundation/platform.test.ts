import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticator } from '../../../api/authenticate.ts';
import { startPlatform } from '../../../api/platform.ts';
import { ConfigError } from '../../../infra/config.ts';
import { keyring as keyringOf } from '../../../infra/crypto/keyring.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { testClock } from '../../support/test-clock.ts';

let database: TestDatabase;
const keyring = keyringOf(randomBytes(32).toString('base64'));
const clock = testClock();
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const deps = () => ({ db: database.db, keyring, clock });
const secretKey = 'sk_test_000000000000000000';

test.each(['US', 'GB', 'DE', 'FR'])(
  'ten processes that start at once make one platform in %s',
  async (country) => {
    const { db, close } = await openTestDatabase();
    const started = await Promise.all(
      Array.from({ length: 10 }, () =>
        startPlatform({ db, keyring, clock }, { secretKey, country }),
      ),
    );
    expect(new Set(started.map(({ accountId }) => accountId)).size).toBe(1);
    const currency = { US: 'usd', GB: 'gbp' }[country] ?? 'eur';
    expect(await db.selectFrom('account').selectAll().execute()).toMatchObject([
      { country, default_currency: currency, card_issuing: 'active' },
    ]);
    expect(await db.selectFrom('api_key').selectAll().execute()).toHaveLength(1);
    await close();
  },
);

test('a further start with another key opens the same account with both', async () => {
  const first = await startPlatform(deps(), { secretKey, country: 'US' });
  const other = 'sk_test_111111111111111111';
  const second = await startPlatform(deps(), { secretKey: other, country: 'GB' });
  const authenticate = authenticator(deps());
  expect(second).toEqual(first);
  expect(await authenticate(`Bearer ${secretKey}`)).toEqual(first);
  expect(await authenticate(`Bearer ${other}`)).toEqual(first);
});

test('a key that was revoked stays revoked, although the environment still names it', async () => {
  const revoked = 'sk_test_222222222222222222';
  await startPlatform(deps(), { secretKey: revoked, country: 'US' });
  await database.db
    .updateTable('api_key')
    .set({ revoked_at: new Date('2026-01-01T00:00:00Z') })
    .where('last4', '=', '2222')
    .execute();
  await startPlatform(deps(), { secretKey: revoked, country: 'US' });
  await expect(authenticator(deps())(`Bearer ${revoked}`)).rejects.toMatchObject({
    code: 'api_key_expired',
  });
});

test.each([
  [
    'a live key',
    { secretKey: 'sk_live_000000000000000000', country: 'US' },
    /CARDWRIGHT_SECRET_KEY is a live key/,
  ],
  [
    'a country where nobody issues',
    { secretKey, country: 'JP' },
    /CARDWRIGHT_COUNTRY .*'JP'.*US, GB/,
  ],
])('%s is refused in one sentence that names the variable', async (_case, options, message) => {
  const starting = startPlatform(deps(), options);
  await expect(starting).rejects.toThrow(ConfigError);
  await expect(startPlatform(deps(), options)).rejects.toThrow(message);
});
