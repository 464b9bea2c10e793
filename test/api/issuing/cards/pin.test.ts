import { CompactEncrypt, importJWK, importSPKI, type JWK } from 'jose';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCard } from '../../../../db/cards/get.ts';
import { openPin } from '../../../../issuance/secrets.ts';
import { publishedKey, rotatePublishedKey } from '../../../../issuance/pin-encryption-keys.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { openShop, type Shop } from '../../../support/shop.ts';
import { addAccount, JENNY } from '../fixtures.ts';

const PARAM = 'pin[encrypted_number]';
let api: TestApi;
let shop: Shop;
let cards: Stripe.Issuing.CardResource;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 1_000_00);
  cards = shop.stripe.issuing.cards;
});
afterAll(() => api.close());

interface Published {
  readonly key_id: string;
  readonly jwk: JWK;
  readonly pkcs8: string;
}

/** As the guide of the wire does it, in the browser of a cardholder. */
async function published(): Promise<Published> {
  const answer = await api.request('/v1/keys');
  expect(answer.status).toBe(200);
  const key: Published = JSON.parse(await answer.text());
  return key;
}

interface Header {
  readonly kid?: string;
  readonly enc?: string;
  readonly alg?: string;
}

async function encrypted(pin: string, header: Header = {}, key?: Published): Promise<string> {
  const { key_id, jwk } = key ?? (await published());
  const protectedHeader = { alg: 'RSA-OAEP', enc: 'A128CBC-HS256', kid: key_id, ...header };
  return new CompactEncrypt(new TextEncoder().encode(pin))
    .setProtectedHeader(protectedHeader)
    .encrypt(await importJWK({ ...jwk, alg: protectedHeader.alg }, protectedHeader.alg));
}

const newCard = (pin?: { encrypted_number: string }): Promise<Stripe.Issuing.Card> =>
  cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    ...(pin && { pin }),
  });

const pinOf = async (id: string): Promise<string | undefined> =>
  openPin(api.deps.keyring, await getCard(api.database.db, api.scope, id))?.expose();

const refused = (message: RegExp) => ({
  code: 'parameter_invalid',
  param: PARAM,
  message: expect.stringMatching(message),
});

test('a sandbox card begins with 0000, and no answer says it', async () => {
  const card = await newCard();
  expect(await pinOf(card.id)).toBe('0000');
  expect(Object.keys(card)).not.toContain('pin');
});

test('a live card begins with a PIN that is drawn for it, and is none of those that are guessed first', async () => {
  const key = await addAccount(api, { livemode: true });
  const sdk = await api.sdk();
  const { id: cardholder } = await sdk.issuing.cardholders.create(JENNY, { apiKey: key });
  const ids = [];
  for (let count = 0; count < 4; count++) {
    const order = { cardholder, currency: 'usd', type: 'virtual' } as const;
    ids.push((await sdk.issuing.cards.create(order, { apiKey: key })).id);
  }
  const rows = await api.database.db
    .selectFrom('issuing_card')
    .selectAll()
    .where('livemode', '=', true)
    .execute();
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  const pins = rows.map((row) => openPin(api.deps.keyring, row)?.expose() ?? '');
  for (const pin of pins) expect(pin).toMatch(/^(?!0000)\d{4}$/);
  expect(new Set(pins).size).toBeGreaterThan(1);
});

test('a PIN is chosen at creation and changed later, and no event tells it', async () => {
  const card = await newCard({ encrypted_number: await encrypted('0123') });
  expect(await pinOf(card.id)).toBe('0123');
  const { data: before } = await shop.stripe.events.list({ limit: 1 });
  await cards.update(card.id, { pin: { encrypted_number: await encrypted('8605') } });
  expect(await pinOf(card.id)).toBe('8605');
  expect((await shop.stripe.events.list({ limit: 1 })).data).toEqual(before);
});

test('a replacement does not inherit it', async () => {
  const original = await newCard({ encrypted_number: await encrypted('8605') });
  const replacement = await cards.create({
    currency: 'usd',
    type: 'virtual',
    replacement_for: original.id,
    replacement_reason: 'damaged',
  });
  expect(await pinOf(replacement.id)).toBe('0000');
});

test('the published key is public, may be read by any site, and is the same as JWK and as PEM', async () => {
  const { key_id, jwk, pkcs8 } = await published();
  expect(Object.keys(jwk).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  const { n } = await crypto.subtle.exportKey(
    'jwk',
    await importSPKI(pkcs8, 'RSA-OAEP', { extractable: true }),
  );
  expect(n).toBe(jwk.n);
  expect(jwk.kid).toBe(key_id);
  const answer = await api.request('/v1/keys');
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
});

test('of many that ask first, all are given one key', async () => {
  const fresh = await openTestApi();
  const keys = await Promise.all([1, 2, 3, 4].map(() => publishedKey(fresh.deps)));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  await fresh.close();
});

test.each([
  ['of three digits', '123', /4 digits/],
  ['of five digits', '12345', /4 digits/],
  ['of letters', 'abcd', /4 digits/],
  ['of digits that are not ours', '١٢٣٤', /4 digits/],
  ['that is guessed first', '1234', /guessed first/],
  ['of four equal digits', '7777', /guessed first/],
  ['that is the sandbox default', '0000', /guessed first/],
])('a PIN %s is refused, and not repeated', async (_what, pin, message) => {
  const encrypted_number = await encrypted(pin);
  const error: unknown = await newCard({ encrypted_number }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject(refused(message));
  expect(String(Reflect.get(Object(error), 'message'))).not.toContain(pin);
});

test.each([
  ['an unknown key', { kid: 'pinkey_unknown' }, /names no key/],
  ['no key', { kid: '' }, /names no key/],
  ['another encryption', { enc: 'A256GCM' }, /could not be decrypted/],
  ['another algorithm', { alg: 'RSA-OAEP-256' }, /could not be decrypted/],
])('a PIN for %s is refused', async (_what, header, message) => {
  const encrypted_number = await encrypted('8605', header);
  await expect(newCard({ encrypted_number })).rejects.toMatchObject(refused(message));
});

test('what was altered on its way is refused, in the words of every other failure', async () => {
  const jwe = await encrypted('8605');
  const parts = jwe.split('.');
  for (const at of [1, 3, 4]) {
    const altered = parts.map((part, index) =>
      index === at ? (part.startsWith('A') ? 'B' : 'A') + part.slice(1) : part,
    );
    await expect(newCard({ encrypted_number: altered.join('.') })).rejects.toMatchObject(
      refused(/^Invalid .*could not be decrypted|^It could not be decrypted/),
    );
  }
});

test('after a rotation the former key opens PINs for a day, and then it is gone', async () => {
  const former = await published();
  const ofFormer = await encrypted('8605', {}, former);
  await rotatePublishedKey(api.deps);
  const latest = await published();
  expect(latest.key_id).not.toBe(former.key_id);
  expect(await pinOf((await newCard({ encrypted_number: ofFormer })).id)).toBe('8605');
  api.clock.advance(24 * 3_600_000 + 1);
  await expect(newCard({ encrypted_number: ofFormer })).rejects.toMatchObject(
    refused(/names no key/),
  );
  await rotatePublishedKey(api.deps);
  const rows = await api.database.owner.selectFrom('pin_encryption_key').select('id').execute();
  expect(rows.map(({ id }) => id)).not.toContain(former.key_id);
  expect(rows).toHaveLength(2);
});

test('rotations at once leave one key that is published', async () => {
  await Promise.all([1, 2, 3].map(() => rotatePublishedKey(api.deps)));
  const rows = await api.database.owner
    .selectFrom('pin_encryption_key')
    .select('id')
    .where('expires_at', 'is', null)
    .execute();
  expect(rows).toHaveLength(1);
});

test('three wrong tries block the PIN; a new PIN alone frees nothing, and the activation does', async () => {
  const card = await newCard();
  const pay = (pin_check: 'online_pin_match' | 'online_pin_mismatch') =>
    api.call('POST', '/v1/test_helpers/issuing/authorizations', {
      form: {
        card: card.id,
        amount: 100,
        authorization_method: 'chip',
        verification_data: { pin_check },
      },
    });
  for (let turn = 0; turn < 3; turn++) await pay('online_pin_mismatch');
  expect((await cards.retrieve(card.id)).status).toBe('inactive');
  await cards.update(card.id, { pin: { encrypted_number: await encrypted('8605') } });
  expect((await pay('online_pin_match')).body).toMatchObject({ approved: false });
  await cards.update(card.id, { status: 'active' });
  expect((await pay('online_pin_match')).body).toMatchObject({ approved: true });
});

test('a terminal asks for the PIN of the card, whichever way it was set', async () => {
  const card = await newCard({ encrypted_number: await encrypted('8605') });
  const pay = async (verification_data: object) =>
    (
      await api.call('POST', '/v1/test_helpers/issuing/authorizations', {
        form: { card: card.id, amount: 100, authorization_method: 'chip', verification_data },
      })
    ).body;
  expect(await pay({ pin: '8605' })).toMatchObject({
    approved: true,
    verification_data: { pin_check: 'online_pin_match' },
  });
  expect(await pay({ pin: '0000' })).toMatchObject({
    approved: false,
    verification_data: { pin_check: 'online_pin_mismatch' },
    request_history: [{ reason: 'verification_failed' }],
  });
  await cards.update(card.id, { pin: { encrypted_number: await encrypted('2468') } });
  expect(await pay({ pin: '8605' })).toMatchObject({ approved: false });
  expect(await pay({ pin: '2468' })).toMatchObject({ approved: true });
  for (const verification_data of [{ pin: '12a4' }, { pin: '123' }])
    expect(await pay(verification_data)).toMatchObject({
      error: { code: 'parameter_invalid', param: 'verification_data[pin]' },
    });
  expect(await pay({ pin: '2468', pin_check: 'online_pin_match' })).toMatchObject({
    error: { code: 'parameters_exclusive' },
  });
  const stored = await api.database.owner
    .selectFrom('issuing_authorization')
    .selectAll()
    .where('card_id', '=', (await getCard(api.database.db, api.scope, card.id)).id)
    .execute();
  expect(stored.length).toBeGreaterThan(3);
  expect(
    JSON.stringify(stored, (_key, value: unknown) => (typeof value === 'bigint' ? '' : value)),
  ).not.toContain('"2468"');
});
