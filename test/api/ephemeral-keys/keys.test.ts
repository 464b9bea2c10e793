import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { newNonce, readAsPage } from '../../support/reveal.ts';
import { addAccount, JENNY, refusal } from '../issuing/fixtures.ts';

const PATH = '/v1/ephemeral_keys';
const VERSION = { 'Stripe-Version': '2020-03-02' };
let api: TestApi;
let stripe: Stripe;
let card: Stripe.Issuing.Card;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  const { id: cardholder } = await stripe.issuing.cardholders.create(JENNY);
  card = await stripe.issuing.cards.create({ cardholder, currency: 'usd', type: 'virtual' });
});
afterAll(() => api.close());

const create = (params: object): Promise<Stripe.EphemeralKey> =>
  stripe.ephemeralKeys.create({ issuing_card: card.id, ...params }, { apiVersion: '2020-03-02' });

test('a key is made by the SDK for a nonce and a version, is good for an hour, and tells its secret once', async () => {
  const key = await create({ nonce: newNonce().nonce });
  expect(key).toMatchObject({ object: 'ephemeral_key', livemode: false });
  expect(key.id).toMatch(/^ephkey_/);
  expect(key.secret).toMatch(/^ek_test_[A-Za-z0-9]{48}$/);
  expect(key.expires - key.created).toBe(3_600);
  const deleted = await stripe.ephemeralKeys.del(key.id);
  const { secret, ...told } = key;
  expect(secret).toBeDefined();
  expect(deleted).toEqual(told);
});

test('without a version nobody knows what the page would read', async () => {
  const form = { issuing_card: card.id, nonce: newNonce().nonce };
  const reply = await api.call('POST', PATH, { form });
  expect(reply).toMatchObject(refusal(400, 'parameter_missing'));
  expect(JSON.stringify(reply.body)).toContain('Stripe-Version');
});

test.each(['2020-03-01', '2019-13-40', 'newest'])('the version %s is refused', async (version) => {
  const form = { issuing_card: card.id, nonce: newNonce().nonce };
  const headers = { 'Stripe-Version': version };
  const reply = await api.call('POST', PATH, { form, headers });
  expect(reply).toMatchObject(refusal(400, 'version_invalid'));
});

test('a nonce makes one key, whoever comes with it first', async () => {
  const { nonce } = newNonce();
  const at = [1, 2, 3, 4, 5].map(() =>
    api.call('POST', PATH, { form: { issuing_card: card.id, nonce }, headers: VERSION }),
  );
  const replies = await Promise.all(at);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const reply of replies.filter(({ status }) => status !== 200))
    expect(reply).toMatchObject(refusal(400, 'parameter_invalid', 'nonce'));
});

test.each([
  ['nonce', 'parameter_invalid', { nonce: 'made by somebody' }],
  ['nonce', 'parameter_missing', { nonce: undefined }],
  ['issuing_card', 'resource_missing', { issuing_card: 'ic_unknown' }],
  ['issuing_card', 'parameter_missing', { issuing_card: undefined }],
  ['customer', 'feature_not_available', { customer: 'cus_1' }],
])('%s is refused with %s', async (param, code, change) => {
  const form = { issuing_card: card.id, nonce: newNonce().nonce, ...change };
  const given = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));
  const { status, body } = await api.call('POST', PATH, { form: given, headers: VERSION });
  expect(body).toMatchObject({ error: { code, param } });
  expect([400, 404]).toContain(status);
});

test('another account makes no key for this card, and ends none', async () => {
  const key = await addAccount(api);
  const form = { issuing_card: card.id, nonce: newNonce().nonce };
  const refused = await api.call('POST', PATH, { form, headers: VERSION, key });
  expect(refused).toMatchObject(refusal(404, 'resource_missing', 'issuing_card'));
  const { id } = await create({ nonce: newNonce().nonce });
  const ending = await api.call('DELETE', `${PATH}/${id}`, { key });
  expect(ending).toMatchObject(refusal(404, 'resource_missing', 'key'));
});

test('a key that was deleted opens nothing', async () => {
  const { nonce, privateNonce } = newNonce();
  const { id, secret = '' } = await create({ nonce });
  await stripe.ephemeralKeys.del(id);
  expect((await readAsPage(api, card.id, { secret, privateNonce })).status).toBe(401);
  const again = await api.call('DELETE', `${PATH}/${id}`);
  expect(again).toMatchObject(refusal(404, 'resource_missing', 'key'));
});

test('the secret rests as a keyed hash, and in the kept answer sealed', async () => {
  const { secret = '' } = await create({ nonce: newNonce().nonce });
  const dump = await api.database.owner.selectFrom('ephemeral_key').selectAll().execute();
  expect(dump.length).toBeGreaterThan(0);
  expect(JSON.stringify(dump)).not.toContain(secret);
  expect(api.log.join('\n')).not.toContain(secret);
});

test('keys that expired a month ago are forgotten when new ones are made', async () => {
  const count = async (): Promise<number> =>
    (await api.database.owner.selectFrom('ephemeral_key').select('id').execute()).length;
  const before = await count();
  expect(before).toBeGreaterThan(3);
  api.clock.advance(31 * 24 * 3_600 * 1_000 + 3_600_001);
  await create({ nonce: newNonce().nonce });
  expect(await count()).toBe(1);
});
