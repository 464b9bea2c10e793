/** Replacements that are printed and shipped, and those that we make because one was lost in its making. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOneTransaction } from '../../../../authorizer/unit-of-work.ts';
import { getCard } from '../../../../db/cards/get.ts';
import { updateCard } from '../../../../db/cards/update.ts';
import { replaceCard } from '../../../../issuance/replace-card.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { openShop } from '../../../support/shop.ts';
import { JENNY } from '../fixtures.ts';

let api: TestApi;
let stripe: Stripe;
let cardholder: string;
beforeAll(async () => {
  api = await openTestApi();
  const shop = await openShop(api, 0);
  stripe = shop.stripe;
  cardholder = shop.cardholder.id;
});
afterAll(() => api.close());

type Card = Stripe.Issuing.Card;
type Wish = Partial<Stripe.Issuing.CardCreateParams>;

const shipping = { name: 'Jenny Rosen', address: JENNY.billing.address };
const newCard = (wish: Wish = {}): Promise<Card> =>
  stripe.issuing.cards.create({
    cardholder,
    currency: 'usd',
    type: 'physical',
    status: 'active',
    shipping,
    ...wish,
  });
const replace = (
  { id }: Card,
  wish: Wish & Pick<Stripe.Issuing.CardCreateParams, 'type'>,
): Promise<Card> =>
  stripe.issuing.cards.create({
    currency: 'usd',
    replacement_for: id,
    replacement_reason: 'damaged',
    ...wish,
  });
const secretsOf = (id: string): Promise<Card> =>
  stripe.issuing.cards.retrieve(id, { expand: ['number', 'cvc'] });
const sentFor = (id: string) => api.sent.filter(({ objectId }) => objectId === id);

test('a replacement is made and shipped, to where the order says', async () => {
  const original = await newCard();
  const replacement = await replace(original, { type: 'physical', shipping });
  expect(replacement.shipping).toMatchObject({ status: 'pending', name: 'Jenny Rosen' });
  expect(sentFor(replacement.id)).toMatchObject([{ kind: 'card_fulfillment' }]);
});

test('what waits for the printer is not made any more when another card takes over', async () => {
  const original = await newCard();
  const before = sentFor(original.id).length;
  await replace(original, { type: 'virtual', status: 'active' });
  expect(await stripe.issuing.cards.retrieve(original.id)).toMatchObject({
    status: 'canceled',
    shipping: { status: 'canceled' },
  });
  expect(sentFor(original.id)).toHaveLength(before + 1);
});

test('a card that is made again at our own initiative is as its original, and costs nothing', async () => {
  const original = await newCard({ status: 'inactive', metadata: { note: 'kept' } });
  const { database, scope, deps } = api;
  const { id } = await getCard(database.db, scope, original.id);
  await inOneTransaction(deps, scope, (work) =>
    updateCard(work, id, { status: 'canceled', cancellation_reason: 'fulfillment_error' }),
  );
  const made = await inOneTransaction(deps, scope, (work) =>
    replaceCard(work, { original: id, reason: 'fulfillment_error', isFree: true }, deps),
  );
  const [card, old] = [await secretsOf(made.id), await secretsOf(original.id)];
  expect(card).toMatchObject({
    replacement_for: original.id,
    replacement_reason: 'fulfillment_error',
    status: 'inactive',
    number: old.number,
    metadata: { note: 'kept' },
    shipping: { status: 'pending', name: 'Jenny Rosen' },
    spending_controls: old.spending_controls,
  });
  expect(made.is_free).toBe(true);
  expect(old.replaced_by).toBe(made.id);
});

test('it is not made again while another card takes its place', async () => {
  const original = await newCard({ status: 'inactive' });
  const { database, scope, deps } = api;
  const { id } = await getCard(database.db, scope, original.id);
  await replace(original, { type: 'virtual' });
  await inOneTransaction(deps, scope, (work) =>
    updateCard(work, id, { status: 'canceled', cancellation_reason: 'fulfillment_error' }),
  );
  const made = inOneTransaction(deps, scope, (work) =>
    replaceCard(work, { original: id, reason: 'fulfillment_error', isFree: true }, deps),
  );
  await expect(made).rejects.toMatchObject({ code: 'status_transition_invalid' });
});
