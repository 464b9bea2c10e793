import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passesLuhn } from '../../../domain/card/luhn.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { expectErrorConforms } from '../../support/conformance.ts';
import { newNonce, readAsPage } from '../../support/reveal.ts';
import { JENNY } from '../issuing/fixtures.ts';

let api: TestApi;
let stripe: Stripe;
let card: Stripe.Issuing.Card;
let other: Stripe.Issuing.Card;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  const { id: cardholder } = await stripe.issuing.cardholders.create(JENNY);
  const order = {
    cardholder,
    currency: 'usd',
    type: 'virtual',
    metadata: { note: 'ours' },
  } as const;
  card = await stripe.issuing.cards.create(order);
  other = await stripe.issuing.cards.create(order);
});
afterAll(() => api.close());

async function keyFor(id = card.id) {
  const { nonce, privateNonce } = newNonce();
  const key = await stripe.ephemeralKeys.create(
    { issuing_card: id, nonce },
    { apiVersion: '2020-03-02' },
  );
  return { id: key.id, secret: key.secret ?? '', privateNonce };
}

test('the page reads number, CVC and PIN, and who read what is written down', async () => {
  const key = await keyFor();
  const count = api.audited.length;
  const answer = await readAsPage(api, card.id, key);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  const read: unknown = await answer.json();
  const { number, cvc } = await stripe.issuing.cards.retrieve(card.id, {
    expand: ['number', 'cvc'],
  });
  expect(read).toMatchObject({ id: card.id, number, cvc, pin: { number: '0000' }, metadata: {} });
  expect(passesLuhn(number ?? '')).toBe(true);
  expect(api.audited[count]).toMatchObject({
    ...api.scope,
    action: 'card_secrets_read',
    objectId: card.id,
    fields: ['number', 'cvc', 'pin.number'],
    ephemeralKey: key.id,
  });
});

test('a key works once, also for those who come at the same moment', async () => {
  const key = await keyFor();
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => readAsPage(api, card.id, key)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
});

test('only what was asked for is told', async () => {
  const answer = await readAsPage(api, card.id, { ...(await keyFor()), expand: ['cvc'] });
  const read = Object(await answer.json());
  expect(Object.keys(read)).toContain('cvc');
  expect(Object.keys(read)).not.toContain('number');
  expect(Object.keys(read)).not.toContain('pin');
});

test.each([
  ['without the other half', async () => ({ ...(await keyFor()), privateNonce: undefined })],
  ['with another half', async () => ({ ...(await keyFor()), ...onlyPrivate() })],
  ['with a half that is none', async () => ({ ...(await keyFor()), privateNonce: 'ephkn_priv_' })],
  ['with an unknown key', async () => ({ ...(await keyFor()), secret: 'ek_test_unknown' })],
])('%s, the key opens nothing, and why is not said', async (_how, presented) => {
  const { privateNonce, secret } = await presented();
  const given = privateNonce === undefined ? { secret } : { secret, privateNonce };
  expect(await refusedAs(await readAsPage(api, card.id, given))).toBe('api_key_invalid');
});

const onlyPrivate = () => ({ privateNonce: newNonce().privateNonce });

async function refusedAs(answer: Response): Promise<unknown> {
  expect(answer.status).toBe(401);
  const body: unknown = await answer.json();
  expectErrorConforms(body);
  return Reflect.get(Object(Reflect.get(Object(body), 'error')), 'code');
}

test('a wrong half does not use the key up', async () => {
  const key = await keyFor();
  await refusedAs(await readAsPage(api, card.id, { ...key, ...onlyPrivate() }));
  expect((await readAsPage(api, card.id, key)).status).toBe(200);
});

test('the key of one card opens no other', async () => {
  expect(await refusedAs(await readAsPage(api, other.id, await keyFor()))).toBe('api_key_invalid');
});

test('after an hour the key opens nothing', async () => {
  const key = await keyFor();
  api.clock.advance(3_600_000);
  expect(await refusedAs(await readAsPage(api, card.id, key))).toBe('api_key_invalid');
});

test.each([
  ['GET', '/v1/issuing/cards'],
  ['POST', '/v1/issuing/cards/:id'],
  ['GET', '/v1/balance'],
  ['POST', '/v1/ephemeral_keys'],
])('%s %s refuses an ephemeral key', async (method, path) => {
  const { secret } = await keyFor();
  const headers = { Authorization: `Bearer ${secret}`, 'Stripe-Version': '2026-10-28.endive' };
  const answer = await api.request(path.replace(':id', card.id), { method, headers });
  expect(await refusedAs(answer)).toBe('api_key_invalid');
});

test('what cannot be expanded is refused before the key is used up', async () => {
  const key = await keyFor();
  for (const expand of [['cardholder'], [], ['number', 'secret']])
    expect((await readAsPage(api, card.id, { ...key, expand })).status).toBe(400);
  expect((await readAsPage(api, card.id, key)).status).toBe(200);
});

test('neither key nor half nor what they opened stands in the log', async () => {
  const key = await keyFor();
  const read = Object(await (await readAsPage(api, card.id, key)).json());
  const log = api.log.join('\n');
  expect(log).toContain('/v1/issuing/cards/:card');
  for (const secret of [key.secret, key.privateNonce, read.number])
    expect(log).not.toContain(secret);
});
