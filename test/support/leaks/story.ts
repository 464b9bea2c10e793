import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/database.ts';
import { makeId } from '../../../domain/ids.ts';
import { keyring } from '../../../infra/crypto/keyring.ts';
import { codecToken } from '../../../infra/temporal/ui.ts';
import { becomesTrue } from '../../../local/processes/poll.ts';
import { nextUnique } from '../program.ts';
import { nameBankAccounts } from './bank-accounts.ts';
import { keepSecrets } from './card-secrets.ts';
import { type Client, clientOf, MARKER, textAt, type WireObject } from './client.ts';
import type { KnownSecret } from './forms.ts';
import { CLEAN, FIRM, OF_ANOTHER_ACCOUNT, ON_A_LIST, type Person } from './people.ts';
import { sendCard } from './post.ts';
import type { Product } from './product.ts';

export interface Story {
  readonly cardholder: WireObject;
  readonly cardNumber: string;
  /** The numbers and codes of the cards, and the keys. Those of the people stand with them. */
  readonly secrets: readonly KnownSecret[];
  readonly otherKey: string;
}

const SETTLED_MS = 20_000;

/** What an account does in a day: people, cards that are read out, purchases, and a person's decision. */
export async function tellStory(product: Product, owner: Kysely<Database>): Promise<Story> {
  const client = clientOf(product);
  const otherKey = `sk_test_${randomUUID().replaceAll('-', '')}`;
  await openAnotherAccount(product, owner, otherKey);
  await cardholderOf(client, OF_ANOTHER_ACCOUNT, otherKey);

  const endpointSecret = await endpointOf(client);
  const cardholder = await cardholderOf(client, CLEAN);
  const listed = await cardholderOf(client, ON_A_LIST);
  const firm = await cardholderOf(client, FIRM);
  for (const { id } of [cardholder, firm]) await becomes(client, id, null);
  await becomes(client, listed.id, 'listed');
  const clearing = `/v1/operator/cardholders/${listed.id}/clear`;
  await client.ask({ method: 'POST', path: clearing, key: product.keys.operatorKey });
  await becomes(client, listed.id, null);

  const cards = [];
  for (const { id } of [cardholder, listed, firm])
    for (const brand of ['MasterCard', 'Visa']) cards.push(await cardFor(client, id, brand));
  for (const { id } of cards) await goShopping(client, id);
  const kept = await keepSecrets(client, { product, owner }, cards[0]?.id ?? '');
  const sent = await sendCard(client, cardholder.id);
  const banked = await nameBankAccounts(client);
  const change = { email: 'lantern.street@quillpost.example', billing: CLEAN.form['billing'] };
  const home = `/v1/issuing/cardholders/${cardholder.id}`;
  await client.ask({ method: 'POST', path: home, form: change });

  const token = codecToken(product.keys.operatorKey);
  const keys = [...Object.values(product.keys), otherKey, token, endpointSecret];
  const numbers = cards.map((card) => textAt(card, 'number'));
  return {
    cardholder,
    otherKey,
    cardNumber: numbers[0] ?? '',
    secrets: [
      ...keys.map((value) => ({ kind: 'key', value }) as const),
      ...numbers.map((value) => ({ kind: 'card number', value }) as const),
      ...cards.map((card) => ({ kind: 'cvc', value: textAt(card, 'cvc') }) as const),
      { kind: 'email', value: change.email },
      ...kept,
      ...banked,
      ...sent,
    ],
  };
}

/** All that happens is sent to where nobody listens. Answers with the secret that signs it. */
async function endpointOf(client: Client): Promise<string> {
  const form = { url: 'http://127.0.0.1:9/hooks', enabled_events: ['*'] };
  const path = '/v1/webhook_endpoints';
  return textAt(await client.ask({ method: 'POST', path, form }), 'secret');
}

const cardholderOf = (client: Client, { form }: Person, key?: string): Promise<WireObject> =>
  client.ask({
    method: 'POST',
    path: '/v1/issuing/cardholders',
    form: { ...form, metadata: { note: MARKER } },
    headers: { 'Idempotency-Key': randomUUID() },
    ...(key !== undefined && { key }),
  });

/** Waits for the verdict that the worker writes. */
async function becomes(client: Client, id: string, reason: string | null): Promise<void> {
  const isSo = async (): Promise<boolean> => {
    const path = `/v1/issuing/cardholders/${id}`;
    const { requirements } = await client.ask({ method: 'GET', path });
    return Reflect.get(Object(requirements), 'disabled_reason') === reason;
  };
  if (await becomesTrue(isSo, { withinMs: SETTLED_MS })) return;
  throw new Error(`${id} did not become ${reason}`);
}

/** Below it, a code could be an HTTP status, which stands in rows and metrics by itself. */
const TELLING_CVC_MIN = '600';

/** A card with its number and its code, as they are read out once. */
async function cardFor(client: Client, cardholder: string, brand: string): Promise<WireObject> {
  const form = { cardholder, brand, currency: 'usd', type: 'virtual', status: 'active' };
  const { id } = await client.ask({ method: 'POST', path: '/v1/issuing/cards', form });
  const path = `/v1/issuing/cards/${id}`;
  const card = await client.ask({ method: 'GET', path, form: { expand: ['number', 'cvc'] } });
  return textAt(card, 'cvc') < TELLING_CVC_MIN ? cardFor(client, cardholder, brand) : card;
}

const HELPERS = '/v1/test_helpers/issuing';

async function goShopping(client: Client, card: string): Promise<void> {
  const post = (path: string, form: Readonly<Record<string, unknown>>): Promise<WireObject> =>
    client.ask({ method: 'POST', path: `${HELPERS}/${path}`, form });
  const buy = (amount: number): Promise<WireObject> => post('authorizations', { card, amount });
  const fund = { amount: 50_000, currency: 'usd' };
  await client.say({ method: 'POST', path: `${HELPERS}/fund_balance`, form: fund });
  const captured = await buy(2_000);
  const part = { capture_amount: 1_500, close_authorization: false };
  await post(`authorizations/${captured.id}/capture`, part);
  await post(`authorizations/${captured.id}/capture`, {});
  await post(`authorizations/${(await buy(1_100)).id}/reverse`, { reverse_amount: 1_000 });
  await post(`authorizations/${(await buy(1_200)).id}/expire`, {});
  await buy(9_000_000);
}

/** Connected accounts come later: another account is made by hand. */
async function openAnotherAccount(
  { keys }: Product,
  owner: Kysely<Database>,
  key: string,
): Promise<void> {
  const account_id = makeId('account', nextUnique());
  const created_at = new Date('2026-11-01T00:00:00Z');
  await owner
    .insertInto('account')
    .values({
      id: account_id,
      country: 'US',
      default_currency: 'usd',
      business_name: 'Another',
      card_issuing: 'active',
      default_brand: 'Visa',
      created_at,
    })
    .execute();
  const named = { account_id, livemode: false, created_at };
  const { fingerprint } = keyring(keys.masterKey);
  await owner
    .insertInto('api_key')
    .values([
      {
        ...named,
        id: makeId('apiKey', nextUnique()),
        hash: fingerprint('api_key', key),
        last4: key.slice(-4),
      },
      // Opens nothing. It shows that the search reads what is stored as bytes.
      {
        ...named,
        id: makeId('apiKey', nextUnique()),
        hash: Buffer.from(MARKER),
        last4: 'none',
      },
    ])
    .execute();
}
