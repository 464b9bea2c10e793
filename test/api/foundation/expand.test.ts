import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import type { Database } from '../../../db/database.ts';
import { openPool } from '../../../db/open.ts';
import { createLogger } from '../../../infra/logging.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { JENNY } from '../issuing/fixtures.ts';

let api: TestApi;
let card: string;
let cardholder: string;
let authorization: string;
let transactions: readonly string[];

beforeAll(async () => {
  api = await openTestApi();
  const stripe = await api.sdk();
  const { issuing } = stripe.testHelpers;
  await api.call('POST', '/v1/test_helpers/issuing/fund_balance', {
    form: { amount: 100_000, currency: 'usd' },
  });
  ({ id: cardholder } = await stripe.issuing.cardholders.create(JENNY));
  await api.database.owner.updateTable('issuing_cardholder').set({ screening: 'clear' }).execute();
  ({ id: card } = await stripe.issuing.cards.create({
    cardholder,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
  }));
  for (const amount of [100, 200, 300]) {
    ({ id: authorization } = await issuing.authorizations.create({ card, amount }));
    await issuing.authorizations.capture(authorization);
  }
  transactions = (await stripe.issuing.transactions.list()).data.map(({ id }) => id);
});
afterAll(() => api.close());

test('an id becomes its object, and what is not asked for stays an id', async () => {
  const { body } = await api.call('GET', `/v1/issuing/transactions/${transactions[0]}`, {
    form: { expand: ['card'] },
  });
  expect(body).toMatchObject({ card: { id: card, object: 'issuing.card' }, authorization });
});

test('an expansion goes on inside of an expanded object, and through an embedded one', async () => {
  const form = {
    expand: ['authorization.card', 'authorization.transactions.balance_transaction.source'],
  };
  const path = `/v1/issuing/transactions/${transactions[0]}`;
  const wrong = await api.call('GET', path, { form });
  expect(wrong, 'the card of an authorization is always there').toMatchObject({ status: 400 });

  const { body } = await api.call('GET', path, { form: { expand: form.expand.slice(1) } });
  expect(body).toMatchObject({
    authorization: {
      transactions: [
        {
          balance_transaction: {
            object: 'balance_transaction',
            source: { object: 'issuing.transaction', id: transactions[0] },
          },
        },
      ],
    },
  });
});

test('the files of a cardholder can be asked for, also while there are none', async () => {
  const answer = await api.call('GET', `/v1/issuing/cardholders/${cardholder}`, {
    form: { expand: ['individual.verification.document.front'] },
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { individual: { verification: { document: null } } },
  });
});

test('one reference may lead to several kinds of object', async () => {
  const { body } = await api.call('GET', '/v1/balance_transactions', {
    form: { expand: ['data.source'], limit: 100 },
  });
  const kinds = JSON.stringify(body).match(/"source":\{"id":"[a-z]+_/g) ?? [];
  expect(new Set(kinds)).toEqual(new Set(['"source":{"id":"iauth_', '"source":{"id":"ipi_']));
});

test('a list of many costs as many statements as a list of one', async () => {
  const statements: string[] = [];
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: openPool({ url: api.database.url }) }),
    log: ({ query }) => void statements.push(query.sql),
  });
  const log = createLogger({ level: 'silent', name: 'api' });
  const counted = createApp(
    { ...api.deps, db },
    { log, metrics: createMetrics(), workerPolls: async () => true },
  );
  const paths = ['card', 'cardholder', 'authorization', 'authorization.cardholder'];
  const expand = paths.map((path) => `expand[]=data.${path}`).join('&');
  const costs: number[] = [];
  for (const limit of [1, 3]) {
    statements.length = 0;
    const answer = await counted.request(`/v1/issuing/transactions?limit=${limit}&${expand}`, {
      headers: { Authorization: `Bearer ${api.secretKey}` },
    });
    expect(await answer.json()).toMatchObject({ data: { length: limit } });
    costs.push(statements.filter((text) => !text.includes('api_key')).length);
  }
  await db.destroy();
  expect(costs[0]).toBeGreaterThanOrEqual(4);
  expect(costs[1]).toBe(costs[0]);
});

test('an expansion in an answer to a command sees what the command has just written', async () => {
  const { body } = await api.call('POST', '/v1/test_helpers/issuing/authorizations', {
    form: { card, amount: 500, expand: ['cardholder'] },
  });
  expect(body).toMatchObject({ approved: true, cardholder: { object: 'issuing.cardholder' } });
});

test('what is null stays null', async () => {
  const made = await api.call('POST', '/v1/test_helpers/issuing/authorizations', {
    form: { card, amount: 500 },
  });
  await api.call(
    'POST',
    `/v1/test_helpers/issuing/authorizations/${String(made.body['id'])}/reverse`,
  );
  const { status } = await api.call('GET', '/v1/balance_transactions', {
    form: { expand: ['data.source'] },
  });
  expect(status).toBe(200);
});

test.each([
  ['a field that is no id', 'amount'],
  ['a field that is not there', 'colour'],
  ['a field of ours that JavaScript knows', 'constructor'],
  ['an object that is always there', 'authorization.card'],
  ['a path that ends inside of an object', 'card.spending_controls'],
  ['a path that does not begin in the list', 'data.card'],
  ['an empty name', 'card..cardholder'],
  ['five levels', 'authorization.transactions.authorization.transactions.card'],
])('%s cannot be expanded', async (_case, path) => {
  const reply = await api.call('GET', `/v1/issuing/transactions/${transactions[0]}`, {
    form: { expand: [path] },
  });
  expect(reply).toMatchObject({
    status: 400,
    body: { error: { code: 'expand_invalid', param: 'expand' } },
  });
});

test('on a list the paths begin with data', async () => {
  const { status } = await api.call('GET', '/v1/issuing/transactions', {
    form: { expand: ['card'] },
  });
  expect(status).toBe(400);
});

test('a hundred paths are refused, and so is a hash for a path', async () => {
  const path = `/v1/issuing/transactions/${transactions[0]}`;
  const many = Array.from({ length: 21 }, () => 'card');
  for (const form of [{ expand: many }, { expand: [{ card: 'x' }] }])
    expect(await api.call('GET', path, { form })).toMatchObject({
      status: 400,
      body: { error: { code: 'expand_invalid' } },
    });
});

test('an illegal path is refused before a command does anything', async () => {
  const count = async () =>
    (await api.database.owner.selectFrom('issuing_authorization').select('id').execute()).length;
  const before = await count();
  const { status } = await api.call('POST', '/v1/test_helpers/issuing/authorizations', {
    form: { card, amount: 500, expand: ['colour'] },
  });
  expect(status).toBe(400);
  expect(await count()).toBe(before);
});
