/** A card and its replacement, while people buy with both and somebody activates it. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

const PRICE = 1_00;
const WORTH = 12;
let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 10_000_00);
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const cards = (): Stripe.Issuing.CardResource => shop.stripe.issuing.cards;

const newCard = (): Promise<Stripe.Issuing.Card> =>
  cards().create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    spending_controls: { spending_limits: [{ amount: WORTH * PRICE, interval: 'monthly' }] },
  });

const replace = ({ id }: Stripe.Issuing.Card): Promise<Stripe.Issuing.Card> =>
  cards().create({
    currency: 'usd',
    type: 'virtual',
    replacement_for: id,
    replacement_reason: 'damaged',
  });

const activate = (id: string) => cards().update(id, { status: 'active' });

interface Bought {
  readonly approved: boolean;
  readonly reason: string | undefined;
}

async function buy(card: string): Promise<Bought> {
  const bought = await shop.stripe.testHelpers.issuing.authorizations.create({
    card,
    amount: PRICE,
  });
  return { approved: bought.approved, reason: bought.request_history.at(-1)?.reason };
}

const approvedOf = (all: readonly Bought[]): number =>
  all.filter(({ approved }) => approved).length;
const declinesOf = (all: readonly Bought[]) =>
  new Set(all.flatMap(({ approved, reason }) => (approved ? [] : [reason])));

test('each purchase meets the one card or the other, and the limit of both is kept to the cent', async () => {
  const original = await newCard();
  const replacement = await replace(original);
  const before = await Promise.all([1, 2, 3].map(() => buy(original.id)));
  const crowd = (card: string, count: number) => Array.from({ length: count }, () => buy(card));
  const early = [...crowd(original.id, 3), ...crowd(replacement.id, 3)];
  const activating = activate(replacement.id);
  const late = [...crowd(original.id, 3), ...crowd(replacement.id, 6)];
  const meanwhile = await Promise.all([...early, ...late]);
  await activating;
  expect(await buy(original.id)).toEqual({ approved: false, reason: 'card_canceled' });
  const after: Bought[] = [];
  do after.push(await buy(replacement.id));
  while (after.at(-1)?.approved === true);
  expect(approvedOf([...before, ...meanwhile, ...after])).toBe(WORTH);
  const reasons = ['card_canceled', 'card_inactive', 'spending_controls'];
  for (const reason of declinesOf([...meanwhile, ...after])) expect(reasons).toContain(reason);
});

test('of an activation and another replacement at once, the one that comes first counts', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const original = await newCard();
    const replacement = await replace(original);
    const [activated, replaced, again] = await Promise.allSettled([
      activate(replacement.id),
      replace(replacement),
      activate(replacement.id),
    ]);
    expect([activated.status, again.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(replaced.status).toBe('fulfilled');
    const statuses = await Promise.all(
      [original, replacement].map(async ({ id }) => (await cards().retrieve(id)).status),
    );
    expect(statuses).toEqual(['canceled', 'active']);
    const events = await shop.stripe.events.list({ type: 'issuing_card.updated', limit: 20 });
    const cancellations = events.data.filter(
      ({ data: { object } }) =>
        'id' in object && object.id === original.id && Reflect.get(object, 'status') === 'canceled',
    );
    expect(cancellations).toHaveLength(1);
  }
});

test('of two replacements of a chain that are activated at once, one can pay', async () => {
  const original = await newCard();
  const second = await replace(original);
  const third = await replace(second);
  const results = await Promise.allSettled([activate(second.id), activate(third.id)]);
  expect(results[1]?.status).toBe('fulfilled');
  const all = await Promise.all([original, second, third].map(({ id }) => cards().retrieve(id)));
  expect(all.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'active']);
  expect((await buy(third.id)).approved).toBe(true);
  expect((await buy(second.id)).approved).toBe(false);
});
