import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
let stripe: Stripe;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
afterAll(() => api.close());

const ORDER = { amount: 5_000, currency: 'usd', source: 'btok_us_verified' };

const refused = async (form: object): Promise<unknown> => {
  const { status, body } = await api.call('POST', '/v1/topups', { form: { ...ORDER, ...form } });
  expect([400, 404]).toContain(status);
  return body['error'];
};

describe('a new top-up', () => {
  test('says what it is for and where the money goes, and its workflow is asked for', async () => {
    const { body } = await api.call('POST', '/v1/topups', {
      form: {
        ...ORDER,
        description: 'Fuel for November',
        destination_balance: 'issuing',
        statement_descriptor: 'Fuel cards',
        transfer_group: 'november',
        metadata: { order: '17' },
      },
    });
    expect(body).toMatchObject({
      object: 'topup',
      amount: 5_000,
      description: 'Fuel for November',
      destination_balance: 'issuing',
      failure_code: null,
      initiated_by: 'user',
      metadata: { order: '17' },
      payment_method: null,
      statement_descriptor: 'Fuel cards',
      status: 'pending',
      transfer_group: 'november',
    });
    const sent = api.sent.find(({ objectId }) => objectId === body['id']);
    expect(sent).toMatchObject({ kind: 'topup', payload: { cutoffAt: expect.any(Number) } });
  });

  test('goes to the payments balance unless it is told otherwise', async () => {
    const { body } = await api.call('POST', '/v1/topups', { form: ORDER });
    expect(body).toMatchObject({ destination_balance: 'payments' });
  });

  test('without a test clock settles within seconds', async () => {
    const { created, expected_availability_date: at } = await stripe.topups.create(ORDER);
    expect((at ?? 0) - created).toBe(10);
  });

  test('charges the account’s own bank account when it names none', async () => {
    expect(await refused({ source: undefined })).toMatchObject({ param: 'source' });
    await stripe.accounts.createExternalAccount(api.scope.accountId, {
      external_account: 'btok_us_verified',
    });
    const first = await stripe.topups.create({ amount: 1, currency: 'usd' });
    const second = await stripe.topups.create({ amount: 1, currency: 'usd' });
    expect(first.source).toMatchObject({ ach_debit: { last4: '6789' } });
    expect(second.source?.id).toBe(first.source?.id);
  });

  test.each([
    ['an amount of nothing', { amount: 0 }, { code: 'amount_too_small', param: 'amount' }],
    [
      'a descriptor that is too long',
      { statement_descriptor: 'x'.repeat(16) },
      { param: 'statement_descriptor' },
    ],
    [
      'a token that nobody has',
      { source: 'btok_none' },
      { code: 'resource_missing', param: 'source' },
    ],
    [
      'a bank account that nobody has',
      { source: 'ba_1' },
      { code: 'resource_missing', param: 'source' },
    ],
    ['a payment method beside it', { payment_method: 'pm_1' }, { code: 'parameters_exclusive' }],
    [
      'options without a payment method',
      { payment_method_options: { us_bank_account: { network: 'ach' } } },
      { param: 'payment_method_options' },
    ],
    ['another currency', { currency: 'gbp' }, { param: 'currency' }],
  ])('is refused for %s', async (_what, change, error) => {
    expect(await refused(change)).toMatchObject(error);
  });

  test('is refused while the bank account is not proved', async () => {
    const { id: token } = await stripe.tokens.create({
      bank_account: { country: 'US', account_number: '000123456789', routing_number: '110000000' },
    });
    const source = await stripe.sources.create({ type: 'ach_debit', token });
    expect(source.status).toBe('pending');
    expect(await refused({ source: source.id })).toMatchObject({ code: 'bank_account_unverified' });
  });
});

describe('top-ups', () => {
  test('are listed newest first, by amount, status and time', async () => {
    const large = await stripe.topups.create({ ...ORDER, amount: 90_000 });
    const { data } = await stripe.topups.list({ limit: 2 });
    expect(data[0]).toEqual(large);
    const ids = async (params: Stripe.TopupListParams): Promise<readonly string[]> =>
      (await stripe.topups.list(params)).data.map(({ id }) => id);
    expect(await ids({ amount: 90_000 })).toEqual([large.id]);
    expect(await ids({ amount: { gt: 5_000 } })).toEqual([large.id]);
    expect(await ids({ amount: { gte: 90_000, lt: 90_001 } })).toEqual([large.id]);
    expect(await ids({ amount: { gt: 90_000 } })).toEqual([]);
    expect(await ids({ status: 'succeeded' })).toEqual([]);
    expect(await ids({ status: 'pending', created: { gte: large.created } })).toContain(large.id);
  });

  test('take another description and metadata, and nothing else', async () => {
    const { id } = await stripe.topups.create({ ...ORDER, metadata: { a: '1' } });
    const changed = await stripe.topups.update(id, {
      description: 'Later',
      metadata: { a: '', b: '2' },
    });
    expect(changed).toMatchObject({ description: 'Later', metadata: { b: '2' } });
    const { status } = await api.call('POST', `/v1/topups/${id}`, { form: { amount: 1 } });
    expect(status).toBe(400);
  });

  test('are found by whoever reads events', async () => {
    const { id } = await stripe.topups.create(ORDER);
    const { data } = await stripe.events.list({ type: 'topup.created', limit: 1 });
    expect(data[0]?.data.object).toMatchObject({ id, status: 'pending' });
  });
});
