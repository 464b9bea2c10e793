import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertNumbered } from '../../../../issuance/insert-numbered.ts';
import { getCard } from '../../../../db/cards/get.ts';
import { newId, type UnitOfWork } from '../../../../db/unit-of-work.ts';
import { passesLuhn } from '../../../../domain/card/luhn.ts';
import type { Draw } from '../../../../domain/card/pan.ts';
import { nowDate } from '../../../../infra/clock.ts';
import { seal, unseal } from '../../../../infra/crypto/seal.ts';
import { uniqueText } from '../../../../infra/ids.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { addAccount, JENNY, refusal } from '../fixtures.ts';

const PATH = '/v1/issuing/cards';
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

const stored = () => getCard(api.database.db, api.scope, card.id);

describe('on a retrieve', () => {
  test('number and CVC come when they are asked for, and only those that are', async () => {
    const both = await stripe.issuing.cards.retrieve(card.id, { expand: ['number', 'cvc'] });
    expect(both.number).toMatch(/^4\d{15}$/);
    expect(passesLuhn(both.number ?? '')).toBe(true);
    expect(both.number?.slice(-4)).toBe(card.last4);
    expect(both.cvc).toMatch(/^\d{3}$/);
    expect({ ...both, number: undefined, cvc: undefined }).toEqual(card);

    const one = await stripe.issuing.cards.retrieve(card.id, { expand: ['cvc'] });
    expect(one).toEqual({ ...card, cvc: both.cvc });
  });

  test('each reading is written down with who, what and in which request, and no secret', async () => {
    const count = api.audited.length;
    const reply = await api.call('GET', `${PATH}/${card.id}`, { form: { expand: ['number'] } });
    expect(api.audited.slice(count)).toEqual([
      {
        ...api.scope,
        action: 'card_secrets_read',
        requestId: reply.headers.get('Request-Id'),
        objectId: card.id,
        fields: ['number'],
      },
    ]);
    await stripe.issuing.cards.retrieve(card.id);
    expect(api.audited).toHaveLength(count + 1);
  });

  test('another account can read neither, and nothing is written down for it', async () => {
    const key = await addAccount(api);
    const count = api.audited.length;
    const form = { expand: ['number', 'cvc'] };
    expect(await api.call('GET', `${PATH}/${card.id}`, { key, form })).toMatchObject(
      refusal(404, 'resource_missing', 'card'),
    );
    expect(api.audited).toHaveLength(count);
  });
});

test.each([
  ['POST', PATH, 'number'],
  ['POST', `${PATH}/:id`, 'number'],
  ['POST', `${PATH}/:id`, 'cvc'],
  ['GET', PATH, 'data.number'],
  ['GET', PATH, 'number'],
  ['GET', '/v1/events', 'data.data.object.number'],
])('%s %s does not expand %s', async (method, path, field) => {
  const form = {
    ...(method === 'POST' &&
      path === PATH && { cardholder: card.cardholder.id, currency: 'usd', type: 'virtual' }),
    expand: [field],
  };
  const reply = await api.call(method, path.replace(':id', card.id), { form });
  expect(reply).toMatchObject(refusal(400, 'expand_invalid', 'expand'));
});

test('they rest sealed for their own card: copied to another place they do not open', async () => {
  const { keyring } = api.deps;
  const { number_sealed, cvc_sealed, number_hash, last4 } = await stored();
  const number = unseal(keyring, `issuing_card.number:${card.id}`, number_sealed);
  expect(number.slice(-4)).toBe(last4);
  expect(unseal(keyring, `issuing_card.cvc:${card.id}`, cvc_sealed)).toMatch(/^\d{3}$/);
  expect(() => unseal(keyring, 'issuing_card.number:ic_other', number_sealed)).toThrow('moved');
  expect(() => unseal(keyring, `issuing_card.number:${card.id}`, cvc_sealed)).toThrow('moved');
  expect(number_hash).toEqual(keyring.fingerprint('card_number', number));
});

test('no log line and no event holds the number', async () => {
  const { number = '' } = await stripe.issuing.cards.retrieve(card.id, { expand: ['number'] });
  const events = await api.call('GET', '/v1/events', { form: { limit: 100 } });
  for (const text of [api.log.join('\n'), JSON.stringify(events.body), JSON.stringify(api.sent)])
    expect(text).not.toContain(number);
  expect(api.log.length).toBeGreaterThan(0);
});

/** The next of these for an account number; else always the first range and CVC 000. */
function drawing(bodies: readonly number[]): Draw {
  const left = [...bodies];
  return (below) => (below > 1_000 ? (left.shift() ?? 0) : 0);
}

/** Another card like the first, whose number is drawn so. */
async function insert(draw: Draw) {
  const { keyring, clock } = api.deps;
  const like = {
    ...(await stored()),
    spending_controls: '{}',
    metadata: '{}',
    latest_fraud_warning: null,
    shipping: null,
    shipment: null,
  };
  return api.database.db.transaction().execute((trx) => {
    const work: UnitOfWork = {
      trx,
      scope: api.scope,
      now: nowDate(clock),
      realNow: nowDate(clock),
      unique: () => uniqueText(clock.nowMs()),
      seal: (place, text) => seal(keyring, place, text),
      cause: { requestId: null, idempotencyKey: null },
      enqueued: [],
    };
    return insertNumbered(work, { ...like, id: newId(work, 'card') }, { keyring, draw });
  });
}

describe('a number that is taken', () => {
  test('is drawn again, in the same database transaction', async () => {
    await insert(drawing([41]));
    const second = await insert(drawing([41, 41, 42]));
    const number = unseal(
      api.deps.keyring,
      `issuing_card.number:${second.id}`,
      second.number_sealed,
    );
    expect(number.slice(6, -1)).toBe('000000042');
    expect(second.last4).toBe(number.slice(-4));
  });

  test('is drawn five times at most: then the range is full', async () => {
    await insert(drawing([51]));
    await expect(insert(drawing([51, 51, 51, 51, 51, 51]))).rejects.toMatchObject({
      code: 'service_unavailable',
    });
  });
});
