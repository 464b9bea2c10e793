import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const US = {
  country: 'US',
  currency: 'usd',
  account_number: '000123456789',
  routing_number: '110000000',
  account_holder_name: 'Rocket Rides Inc.',
  account_holder_type: 'company',
};
const GB = { country: 'GB', currency: 'gbp', account_number: '00012345', routing_number: '108800' };
const DE = { country: 'DE', currency: 'eur', account_number: 'DE89370400440532013000' };

describe('a token', () => {
  test('names a bank account of which only the end is shown', async () => {
    const stripe = await api.sdk();
    const token = await stripe.tokens.create({ bank_account: US });
    expect(token).toMatchObject({
      type: 'bank_account',
      used: false,
      bank_account: { last4: '6789', routing_number: '110000000', status: 'new' },
    });
    expect(await stripe.tokens.retrieve(token.id)).toEqual(token);
  });

  test('is good once', async () => {
    const stripe = await api.sdk();
    const { id } = await stripe.tokens.create({ bank_account: US });
    await stripe.sources.create({ type: 'ach_debit', token: id });
    expect(await stripe.tokens.retrieve(id)).toMatchObject({ used: true });
    const again = stripe.sources.create({ type: 'ach_debit', token: id });
    await expect(again).rejects.toMatchObject({ code: 'token_already_used' });
  });

  test.each([
    [
      'a routing number with a wrong check digit',
      { routing_number: '110000001' },
      'routing_number',
    ],
    ['no routing number', { routing_number: undefined }, 'routing_number'],
    ['letters in the number', { account_number: '00O123456789' }, 'account_number'],
    ['a currency of another country', { currency: 'eur' }, 'routing_number'],
    ['a currency that the country has not', { currency: 'gbp' }, 'currency'],
  ])('is refused for %s', async (_what, change, param) => {
    const { status, body } = await api.call('POST', '/v1/tokens', {
      form: { bank_account: { ...US, ...change } },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { param: `bank_account[${param}]` } });
  });

  test('for a card or a person is not available', async () => {
    const { body } = await api.call('POST', '/v1/tokens', { form: { pii: { id_number: '1' } } });
    expect(body).toMatchObject({ error: { code: 'feature_not_available', param: 'pii' } });
  });
});

const own = () => api.scope.accountId;

describe('the bank accounts of an account', () => {
  test('are added by token or spelled out, and the first of a currency is its default', async () => {
    const stripe = await api.sdk();
    const token = await stripe.tokens.create({ bank_account: US });
    const first = await stripe.accounts.createExternalAccount(own(), {
      external_account: token.id,
    });
    expect(first).toMatchObject({
      object: 'bank_account',
      account: own(),
      default_for_currency: true,
      currency: 'usd',
    });
    for (const [bank, currency] of [
      [GB, 'gbp'],
      [DE, 'eur'],
    ] as const) {
      const external_account = { object: 'bank_account', ...bank } as const;
      const { status, body } = await api.call('POST', `/v1/accounts/${own()}/external_accounts`, {
        form: { external_account },
      });
      expect([status, body['currency'], body['default_for_currency']]).toEqual([
        200,
        currency,
        true,
      ]);
    }
    const second = await stripe.accounts.createExternalAccount(own(), {
      external_account: 'btok_us_verified_noAccount',
    });
    expect(second).toMatchObject({ default_for_currency: false, last4: '1116' });
    const { data } = await stripe.accounts.listExternalAccounts(own());
    expect(data).toHaveLength(4);
  });

  test('are told apart by a fingerprint, and the same one is not added twice', async () => {
    const stripe = await api.sdk();
    const again = stripe.accounts.createExternalAccount(own(), {
      external_account: 'btok_us_verified',
    });
    await expect(again).rejects.toMatchObject({ code: 'resource_already_exists' });
  });

  test('change their name and their default, which passes from one to the other', async () => {
    const stripe = await api.sdk();
    const { data } = await stripe.accounts.listExternalAccounts(own(), { object: 'bank_account' });
    const [former, later] = [find(data, '6789'), find(data, '1116')];
    const changed = await stripe.accounts.updateExternalAccount(own(), later, {
      default_for_currency: true,
      account_holder_name: 'Rocket Rides Ltd.',
      metadata: { use: 'payouts' },
    });
    expect(changed).toMatchObject({
      default_for_currency: true,
      account_holder_name: 'Rocket Rides Ltd.',
      metadata: { use: 'payouts' },
    });
    expect(await stripe.accounts.retrieveExternalAccount(own(), former)).toMatchObject({
      default_for_currency: false,
    });
  });

  test('can be deleted, but the default', async () => {
    const stripe = await api.sdk();
    const { data } = await stripe.accounts.listExternalAccounts(own());
    const [former, later] = [find(data, '6789'), find(data, '1116')];
    await expect(stripe.accounts.deleteExternalAccount(own(), later)).rejects.toMatchObject({
      code: 'parameter_invalid',
    });
    expect(await stripe.accounts.deleteExternalAccount(own(), former)).toMatchObject({
      id: former,
      deleted: true,
    });
    await expect(stripe.accounts.retrieveExternalAccount(own(), former)).rejects.toMatchObject({
      code: 'resource_missing',
    });
  });

  test('of another account are nobody’s business', async () => {
    const { status } = await api.call('GET', '/v1/accounts/acct_other/external_accounts');
    expect(status).toBe(404);
  });
});

const find = (accounts: readonly { id: string; last4: string }[], last4: string): string =>
  accounts.find((account) => account.last4 === last4)?.id ?? 'none';

/** Risk: a number in clear in a column, an event or a line of the log. */
test('a number stands in clear nowhere', async () => {
  const number = '000998877665';
  const stripe = await api.sdk();
  await stripe.tokens.create({ bank_account: { ...US, account_number: number } });
  const rows = await api.database.db.selectFrom('bank_account').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(
    JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
  ).not.toContain(number);
  expect(api.log.length).toBeGreaterThan(0);
  expect(api.log.join('\n')).not.toContain(number);
});
