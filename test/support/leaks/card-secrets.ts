import type { Kysely } from 'kysely';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import type { Database } from '../../../db/database.ts';
import { keyring } from '../../../infra/crypto/keyring.ts';
import { unseal } from '../../../infra/crypto/seal.ts';
import { privateKeyPlace } from '../../../issuance/pin-encryption-keys.ts';
import { newNonce } from '../reveal.ts';
import { type Client, textAt } from './client.ts';
import type { KnownSecret } from './forms.ts';
import type { Product } from './product.ts';

/** No card of the story ends with it, and no amount or year is like it. */
const PIN = '8605';

/**
 * A cardholder chooses a PIN and reads his card in a browser, and his card is replaced. Answers with what
 * nobody else may know of it.
 */
export async function keepSecrets(
  client: Client,
  { product, owner }: { readonly product: Product; readonly owner: Kysely<Database> },
  card: string,
): Promise<readonly KnownSecret[]> {
  const encrypted_number = await encrypted(product);
  const path = `/v1/issuing/cards/${card}`;
  await client.ask({ method: 'POST', path, form: { pin: { encrypted_number } } });
  const typed = { authorization_method: 'chip', verification_data: { pin: PIN } };
  const purchase = { card, amount: 300, ...typed };
  const shop = '/v1/test_helpers/issuing/authorizations';
  await client.ask({ method: 'POST', path: shop, form: purchase });
  const { nonce, privateNonce } = newNonce();
  const key = await client.ask({
    method: 'POST',
    path: '/v1/ephemeral_keys',
    form: { issuing_card: card, nonce },
    headers: { 'Stripe-Version': '2020-03-02', 'Idempotency-Key': nonce },
  });
  const secret = textAt(key, 'secret');
  await readInBrowser(product, { card, secret, privateNonce });
  const order = { currency: 'usd', type: 'virtual', status: 'active' };
  const replacement = { replacement_for: card, replacement_reason: 'damaged' };
  const form = { ...order, ...replacement };
  await client.ask({ method: 'POST', path: '/v1/issuing/cards', form });
  return [
    { kind: 'pin', value: PIN },
    { kind: 'key', value: secret },
    { kind: 'key', value: privateNonce },
    { kind: 'key', value: await privateKeyOf(product, owner) },
  ];
}

async function encrypted({ api }: Product): Promise<string> {
  const published: { readonly key_id: string; readonly jwk: JWK } = JSON.parse(
    await (await fetch(`${api}/v1/keys`)).text(),
  );
  return new CompactEncrypt(new TextEncoder().encode(PIN))
    .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A128CBC-HS256', kid: published.key_id })
    .encrypt(await importJWK(published.jwk, 'RSA-OAEP'));
}

interface Presented {
  readonly card: string;
  readonly secret: string;
  readonly privateNonce: string;
}

/** Twice: the second time is refused, and what is refused is logged as well. */
async function readInBrowser({ api }: Product, { card, secret, privateNonce }: Presented) {
  const address = `${api}/v1/issuing/cards/${card}?expand[]=number&expand[]=cvc&expand[]=pin.number`;
  const headers = { Authorization: `Bearer ${secret}`, 'Ephemeral-Key-Nonce': privateNonce };
  const read = await fetch(address, { headers });
  const text = await read.text();
  if (!text.includes(`"number":"${PIN}"`)) throw new Error(`the card was not read: ${read.status}`);
  const { status } = await fetch(address, { headers });
  if (status !== 401) throw new Error(`the card was read twice: ${status}`);
}

/** The part of the private key that is no other's. */
async function privateKeyOf({ keys }: Product, owner: Kysely<Database>): Promise<string> {
  const { id, private_sealed } = await owner
    .selectFrom('pin_encryption_key')
    .selectAll()
    .executeTakeFirstOrThrow();
  const opened = unseal(keyring(keys.masterKey), privateKeyPlace(id), private_sealed);
  const jwk: { readonly d: string } = JSON.parse(opened);
  return jwk.d;
}
