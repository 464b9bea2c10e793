import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseId } from '../../../domain/ids.ts';
import { unseal } from '../../../infra/crypto/seal.ts';
import { toJson } from '../../../db/json.ts';
import { secretPlace } from '../../../db/webhook-endpoints/secrets.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { addAccount, refusal } from '../issuing/fixtures.ts';

const PATH = '/v1/webhook_endpoints';

let api: TestApi;
let stripe: Stripe;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
afterAll(() => api.close());

let made = 0;
/** An account of its own: sixteen endpoints are the most that one may have. */
const inNewAccount = async (livemode = false) => {
  const key = await addAccount(api, { livemode });
  return {
    key,
    create: (form: Readonly<Record<string, unknown>>) =>
      api.call('POST', PATH, { key, form: { enabled_events: ['*'], ...form } }),
  };
};
const nextUrl = (): string => `https://hooks.example.com/${made++}`;

test('an endpoint is created, shows its secret once, and can be read, changed, listed and deleted', async () => {
  const { secret, ...created } = await stripe.webhookEndpoints.create({
    url: 'http://localhost:4242/hooks',
    enabled_events: ['issuing_card.created', 'issuing_card.created', 'charge.succeeded'],
    description: 'The ledger of the shop',
    metadata: { team: 'ops' },
    api_version: '2026-08-26.dahlia',
    connect: true,
  });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9]{32}$/);
  expect(created).toMatchObject({
    object: 'webhook_endpoint',
    api_version: '2026-08-26.dahlia',
    application: null,
    description: 'The ledger of the shop',
    enabled_events: ['issuing_card.created', 'charge.succeeded'],
    livemode: false,
    metadata: { team: 'ops' },
    status: 'enabled',
    url: 'http://localhost:4242/hooks',
  });
  const { lastResponse: _meta, ...read } = await stripe.webhookEndpoints.retrieve(created.id);
  expect({ ...created, ...read }).toEqual(created);
  expect(read).not.toHaveProperty('secret');

  const updated = await stripe.webhookEndpoints.update(created.id, {
    url: 'https://hooks.example.com/elsewhere',
    enabled_events: ['*'],
    description: '',
    metadata: { team: '' },
    disabled: true,
  });
  expect(updated).toMatchObject({
    url: 'https://hooks.example.com/elsewhere',
    enabled_events: ['*'],
    description: null,
    metadata: {},
    status: 'disabled',
  });
  expect((await stripe.webhookEndpoints.list()).data).toMatchObject([{ id: created.id }]);
  expect(await stripe.webhookEndpoints.del(created.id)).toMatchObject({
    id: created.id,
    object: 'webhook_endpoint',
    deleted: true,
  });
  expect(await api.call('GET', `${PATH}/${created.id}`)).toMatchObject(
    refusal(404, 'resource_missing', 'webhook_endpoint'),
  );
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
});

test('each change that the workflow has to know of is given to Temporal, and no other', async () => {
  const kinds = async (act: () => Promise<unknown>): Promise<number> => {
    const before = api.sent.length;
    await act();
    return api.sent.length - before;
  };
  let id = '';
  expect(
    await kinds(async () => {
      ({ id } = await stripe.webhookEndpoints.create({ url: nextUrl(), enabled_events: ['*'] }));
    }),
  ).toBe(1);
  expect(api.sent.at(-1)).toMatchObject({ kind: 'webhook_endpoint', objectId: id });
  const change = (form: Stripe.WebhookEndpointUpdateParams) => () =>
    stripe.webhookEndpoints.update(id, form);
  expect(await kinds(change({ description: 'named' }))).toBe(0);
  expect(await kinds(change({ disabled: false }))).toBe(0);
  expect(await kinds(change({ disabled: true }))).toBe(1);
  expect(await kinds(change({ disabled: false }))).toBe(1);
  expect(await kinds(() => stripe.webhookEndpoints.del(id))).toBe(1);
});

test('one URL is called once for an account, in whatever spelling, until it is free again', async () => {
  const { create, key } = await inNewAccount();
  const first = await create({ url: 'https://Example.com:443/hooks' });
  expect(first.body).toMatchObject({ url: 'https://example.com/hooks' });
  const again = await create({ url: 'https://example.com/hooks' });
  expect(again).toMatchObject(refusal(400, 'resource_already_exists', 'url'));
  const other = await create({ url: nextUrl() });
  const moved = await api.call('POST', `${PATH}/${String(other.body['id'])}`, {
    key,
    form: { url: 'https://example.com/hooks' },
  });
  expect(moved).toMatchObject(refusal(400, 'resource_already_exists', 'url'));
  await api.call('DELETE', `${PATH}/${String(first.body['id'])}`, { key });
  expect(await create({ url: 'https://example.com/hooks' })).toMatchObject({ status: 200 });
});

test('of many who create the same at once one succeeds, and of many who create the last one too', async () => {
  const { create } = await inNewAccount();
  const url = nextUrl();
  const same = await Promise.all(Array.from({ length: 4 }, () => create({ url })));
  expect(same.filter(({ status }) => status === 200)).toHaveLength(1);
  const all = await Promise.all(Array.from({ length: 18 }, () => create({ url: nextUrl() })));
  expect(all.filter(({ status }) => status === 200)).toHaveLength(15);
  for (const reply of all.filter(({ status }) => status !== 200))
    expect(reply).toMatchObject(refusal(400, 'resource_limit_reached'));
});

test('one enabled endpoint decides, and only who asks for it by name', async () => {
  const { create, key } = await inNewAccount();
  const asking = { enabled_events: ['issuing_authorization.request'] };
  const all = await create({ url: nextUrl() });
  const first = await create({ url: nextUrl(), ...asking });
  expect(await create({ url: nextUrl(), ...asking })).toMatchObject(
    refusal(400, 'resource_already_exists', 'enabled_events'),
  );
  const rows = await api.database.db
    .selectFrom('webhook_endpoint')
    .select(['id', 'decides'])
    .where('id', 'in', [idOf(all.body), idOf(first.body)])
    .orderBy('id')
    .execute();
  expect(rows.map(({ decides }) => decides)).toEqual([false, true]);
  const update = (id: unknown, form: Readonly<Record<string, unknown>>) =>
    api.call('POST', `${PATH}/${String(id)}`, { key, form });
  await update(first.body['id'], { disabled: true });
  const second = await create({ url: nextUrl(), ...asking });
  expect(second).toMatchObject({ status: 200 });
  expect(await update(first.body['id'], { disabled: false })).toMatchObject(
    refusal(400, 'resource_already_exists', 'enabled_events'),
  );
  await api.call('DELETE', `${PATH}/${String(second.body['id'])}`, { key });
  expect(await update(first.body['id'], { disabled: false })).toMatchObject({ status: 200 });
});

test.each([
  ['no URL', { url: 'hooks' }, 'url_invalid', 'url'],
  ['another scheme', { url: 'ftp://example.com' }, 'url_invalid', 'url'],
  ['a password', { url: 'https://me:pass@example.com' }, 'url_invalid', 'url'],
  ['a fragment', { url: 'https://example.com/#a' }, 'url_invalid', 'url'],
  [
    'too long a URL',
    { url: `https://example.com/${'a'.repeat(2_048)}` },
    'parameter_invalid',
    'url',
  ],
  ['no events', { enabled_events: [] }, 'parameter_missing', 'enabled_events'],
  [
    'an unknown event',
    { enabled_events: ['card.created'] },
    'parameter_invalid',
    'enabled_events[0]',
  ],
  ['a group', { enabled_events: ['issuing_card.*'] }, 'parameter_invalid', 'enabled_events[0]'],
  ['an unknown version', { api_version: '2099-01-01' }, 'version_invalid', undefined],
  ['a status', { status: 'enabled' }, 'parameter_unknown', 'status'],
] as const)('%s is refused', async (_case, form, code, param) => {
  const whole = { url: nextUrl(), enabled_events: ['*'], ...form };
  expect(await api.call('POST', PATH, { form: whole })).toMatchObject(refusal(400, code, param));
});

test('our own event can be asked for', async () => {
  const { create } = await inNewAccount();
  const form = { url: nextUrl(), enabled_events: ['webhook_endpoint.disabled'] };
  expect(await create(form)).toMatchObject({ status: 200 });
});

test.each([
  'http://example.com/hooks',
  'https://127.0.0.1/hooks',
  'https://localhost/hooks',
  'https://[fd00::1]/hooks',
  'https://2130706433/hooks',
])('in live mode %s is refused', async (url) => {
  const { create } = await inNewAccount(true);
  expect(await create({ url })).toMatchObject(refusal(400, 'url_invalid', 'url'));
});

test('in live mode a public https address is taken', async () => {
  const { create } = await inNewAccount(true);
  expect(await create({ url: nextUrl() })).toMatchObject({ status: 200, body: { livemode: true } });
});

const idOf = (body: Readonly<Record<string, unknown>>) => {
  const id = parseId('webhookEndpoint', String(body['id']));
  if (id === undefined) throw new Error('no webhook endpoint');
  return id;
};
const rowOf = (id: string) =>
  api.database.db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('id', '=', idOf({ id }))
    .executeTakeFirstOrThrow();

test('the secret is sealed in the row, and in clear nowhere else', async () => {
  const { id, secret } = await stripe.webhookEndpoints.create({
    url: nextUrl(),
    enabled_events: ['*'],
  });
  const row = await rowOf(id);
  expect(unseal(api.deps.keyring, secretPlace(id), row.secret_sealed)).toBe(secret);
  expect(toJson(row)).not.toContain(secret);
  expect(api.log.join('\n')).not.toContain(secret);
});

test('a secret is rolled: the new one is shown once, the old one signs as long as was asked for', async () => {
  const { id, secret } = await stripe.webhookEndpoints.create({
    url: nextUrl(),
    enabled_events: ['*'],
  });
  const roll = (form = {}) => api.call('POST', `${PATH}/${id}/roll_secret`, { form });
  const rolled = await roll();
  expect(rolled.body['secret']).toMatch(/^whsec_/);
  expect(rolled.body['secret']).not.toBe(secret);
  const open = (sealed: Buffer) => unseal(api.deps.keyring, secretPlace(id), sealed);
  const row = await rowOf(id);
  expect(open(row.secret_sealed)).toBe(rolled.body['secret']);
  expect(open(row.previous_secret_sealed ?? Buffer.alloc(0))).toBe(secret);
  const overlap = (row.previous_secret_expires_at?.getTime() ?? 0) - api.clock.nowMs();
  expect(Math.round(overlap / 60_000)).toBe(24 * 60);

  await roll({ expires_in: 0 });
  const { previous_secret_expires_at: expiresAt } = await rowOf(id);
  expect(expiresAt?.getTime()).toBeLessThanOrEqual(api.clock.nowMs());
  expect(await roll({ expires_in: 86_401 })).toMatchObject(
    refusal(400, 'parameter_invalid', 'expires_in'),
  );
});

test('an endpoint of another account cannot be told from one that is none', async () => {
  const { key, create } = await inNewAccount();
  const { body } = await create({ url: nextUrl() });
  const path = `${PATH}/${String(body['id'])}`;
  const missing = refusal(404, 'resource_missing', 'webhook_endpoint');
  for (const [method, suffix] of [
    ['GET', ''],
    ['POST', ''],
    ['DELETE', ''],
    ['POST', '/roll_secret'],
    ['GET', '/deliveries'],
    ['GET', '/deliveries/whd_1'],
    ['POST', '/deliveries/whd_1/resend'],
  ] as const)
    expect(await api.call(method, `${path}${suffix}`)).toMatchObject(missing);
  expect(await api.call('GET', path, { key })).toMatchObject({ status: 200 });
});
