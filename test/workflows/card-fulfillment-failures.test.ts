import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import { DAY, type FulfillmentLab, openFulfillmentLab, SHIPPING } from './fulfillment-lab.ts';

let lab: FulfillmentLab;
beforeAll(async () => {
  lab = await openFulfillmentLab();
});
afterAll(async () => {
  await expectBooksInOrder(lab.api.database.db);
  await lab.close();
});

type Card = Stripe.Issuing.Card;

/** The card that took its place. */
async function successorOf(card: Card): Promise<Card> {
  const { replaced_by: successor } = await lab.card(card);
  expect(successor).not.toBeNull();
  return lab.card({ id: typeof successor === 'string' ? successor : (successor?.id ?? '') });
}

const numberOf = async ({ id }: Card) =>
  (await lab.stripe.issuing.cards.retrieve(id, { expand: ['number'] })).number;

test('a card that is lost in its making is printed again at our expense', async () => {
  const card = await lab.order({ second_line: 'Purchasing' });
  await lab.say('submit', card);
  const failed = await lab.say('fail', card);
  expect(failed).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'fulfillment_error',
    shipping: { status: 'failure' },
  });
  const again = await successorOf(card);
  expect(again).toMatchObject({
    last4: card.last4,
    replacement_for: card.id,
    replacement_reason: 'fulfillment_error',
    second_line: 'Purchasing',
    status: 'inactive',
    shipping: { ...card.shipping, status: 'pending' },
  });
  await lab.stands(again, { waitsFor: 'the_cutoff' });
  for (const command of ['submit', 'ship', 'deliver'] as const) await lab.say(command, again);
  expect([await lab.fees(card), await lab.fees(again)]).toEqual([[], []]);
});

test('what was charged for a card that never arrives is given back', async () => {
  const card = await lab.order();
  for (const command of ['submit', 'ship', 'fail'] as const) await lab.say(command, card);
  expect(await lab.fees(card)).toEqual([-350, 350]);
  expect(await lab.statuses(card)).toEqual(['submitted', 'shipped', 'failure']);
});

test('a card that the bureau will not make is printed again once, and then left to a person', async () => {
  const card = await lab.order({ second_line: 'MISPRINT' });
  await lab.say('submit', card);
  await lab.stands(card, { status: 'failure' });
  await expect.poll(async () => (await lab.card(card)).replaced_by).not.toBeNull();
  const again = await successorOf(card);
  await lab.stands(again, { waitsFor: 'the_cutoff' });
  await lab.say('submit', again);
  await lab.stands(again, { status: 'failure' });
  await lab.temporal.client.workflow.getHandle(`card-fulfillment:${again.id}`).result();
  expect(await lab.card(again)).toMatchObject({ replaced_by: null, status: 'canceled' });
});

/** Risk: the workflow of a card fails for ever because somebody was faster. */
test('a card that its account has replaced in the meantime is not printed again', async () => {
  const card = await lab.order();
  for (const command of ['submit', 'ship'] as const) await lab.say(command, card);
  const replacement = await lab.order({
    replacement_for: card.id,
    replacement_reason: 'damaged',
    shipping: SHIPPING,
  });
  await lab.say('fail', card);
  expect(await lab.card(card)).toMatchObject({
    replaced_by: replacement.id,
    shipping: { status: 'failure' },
  });
});

test('a card in the untracked mail counts as lost ten business days after its estimate', async () => {
  const card = await lab.order();
  await lab.say('submit', card);
  const { shipping } = await lab.say('ship', card);
  // Eight business days after the twelfth, with Martin Luther King's day among them.
  expect(shipping?.eta).toBe(Date.UTC(2027, 0, 25, 18) / 1000);
  const lostAt = Date.UTC(2027, 1, 8, 18) / 1000;
  await lab.advance(lab.clockId, lostAt - 1);
  expect((await lab.card(card)).shipping?.status).toBe('shipped');
  await lab.advance(lab.clockId, lostAt);
  expect(await lab.card(card)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'lost',
    shipping: { status: 'failure' },
  });
  expect(await lab.fees(card)).toEqual([-350, 350]);
  const again = await successorOf(card);
  expect(again).toMatchObject({ replacement_reason: 'lost', shipping: { status: 'pending' } });
  expect(await numberOf(again)).not.toBe(await numberOf(card));
});

test('a card that somebody has activated is not lost', async () => {
  const card = await lab.order();
  for (const command of ['submit', 'ship'] as const) await lab.say(command, card);
  await lab.stripe.issuing.cards.update(card.id, { status: 'active' });
  await lab.pass(60 * DAY);
  expect(await lab.card(card)).toMatchObject({ status: 'active', shipping: { status: 'shipped' } });
  expect(await lab.say('deliver', card)).toMatchObject({ shipping: { status: 'delivered' } });
});

test('a card that is tracked is never lost by itself', async () => {
  const card = await lab.order({ shipping: { ...SHIPPING, service: 'priority' } });
  for (const command of ['submit', 'ship'] as const) await lab.say(command, card);
  await lab.pass(60 * DAY);
  expect(await lab.card(card)).toMatchObject({ shipping: { status: 'shipped' } });
});
