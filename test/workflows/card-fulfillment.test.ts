import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import {
  type FulfillmentLab,
  openFulfillmentLab,
  refused,
  SHIPPING,
  workflowIdOf,
} from './fulfillment-lab.ts';

let lab: FulfillmentLab;
beforeAll(async () => {
  lab = await openFulfillmentLab();
});
afterAll(() => lab.close());

const result = (card: { readonly id: string }) =>
  lab.temporal.client.workflow.getHandle(workflowIdOf(card)).result();

test('a card goes from its order to the letterbox, and is charged for when it is shipped', async () => {
  const card = await lab.order();
  await lab.say('submit', card);
  expect(await lab.fees(card)).toEqual([]);
  const shipped = await lab.say('ship', card);
  expect(shipped.shipping).toMatchObject({
    status: 'shipped',
    carrier: 'usps',
    tracking_number: null,
    tracking_url: null,
    delivered_at: null,
  });
  expect(await lab.fees(card)).toEqual([-350]);
  const delivered = await lab.say('deliver', card);
  expect(delivered).toMatchObject({ status: 'inactive', shipping: { status: 'delivered' } });
  expect(await lab.statuses(card)).toEqual(['submitted', 'shipped', 'delivered']);
  expect(await result(card)).toEqual({ status: 'delivered', waitsFor: null });
  await expectBooksInOrder(lab.api.database.db);
});

test('a card in the express mail is tracked, and costs what that costs', async () => {
  const card = await lab.order({ shipping: { ...SHIPPING, service: 'express' } });
  await lab.say('submit', card);
  const { shipping } = await lab.say('ship', card);
  expect(shipping).toMatchObject({ carrier: 'fedex', require_signature: true });
  expect(shipping?.tracking_url).toContain(shipping?.tracking_number);
  expect(await lab.fees(card)).toEqual([-1550]);
});

test('cards of one day and destination lie in one box, which has one tracking number', async () => {
  const shipping = { ...SHIPPING, name: 'Front Desk', service: 'priority', type: 'bulk' } as const;
  const numbers = new Set<unknown>();
  for (const order of [{ shipping }, { shipping }]) {
    const card = await lab.order(order);
    await lab.say('submit', card);
    numbers.add((await lab.say('ship', card)).shipping?.tracking_number);
  }
  expect(numbers.size).toBe(1);
});

test('a card that came back stays as it is, for a person to replace it', async () => {
  const card = await lab.order();
  for (const command of ['submit', 'ship', 'return'] as const) await lab.say(command, card);
  expect(await lab.card(card)).toMatchObject({
    status: 'inactive',
    replaced_by: null,
    shipping: { status: 'returned' },
  });
  expect(await result(card)).toMatchObject({ status: 'returned' });
  expect(await lab.fees(card)).toEqual([-350]);
});

describe('out of order', () => {
  test.each([
    [[], ['ship', 'deliver', 'return', 'fail']],
    [['submit'], ['submit', 'deliver', 'return']],
    [
      ['submit', 'ship'],
      ['submit', 'ship'],
    ],
    [
      ['submit', 'ship', 'deliver'],
      ['submit', 'ship', 'deliver', 'return', 'fail'],
    ],
  ] as const)('after %j each of %j is refused, and nothing has changed', async (before, after) => {
    const card = await lab.order();
    for (const command of before) await lab.say(command, card);
    await lab.stands(card, { status: (await lab.card(card)).shipping?.status ?? 'pending' });
    const stood = await lab.card(card);
    for (const command of after)
      await expect(lab.say(command, card)).rejects.toMatchObject(refused());
    expect(await lab.card(card)).toEqual(stood);
  });

  test('nothing is said of a virtual card', async () => {
    const order = { cardholder: lab.jenny.id, currency: 'usd', type: 'virtual' } as const;
    const card = await lab.stripe.issuing.cards.create(order);
    await expect(lab.say('submit', card)).rejects.toMatchObject(refused());
  });

  test('of two who say the same at once one is refused', async () => {
    const card = await lab.order();
    await lab.say('submit', card);
    const said = await Promise.allSettled([lab.say('ship', card), lab.say('ship', card)]);
    expect(said.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await lab.statuses(card)).toEqual(['submitted', 'shipped']);
    expect(await lab.fees(card)).toEqual([-350]);
  });

  test('what is said at once and in order is done in order', async () => {
    const card = await lab.order();
    await lab.stands(card, { waitsFor: 'the_cutoff' });
    const said: Promise<unknown>[] = [];
    for (const command of ['submit', 'ship', 'deliver'] as const) {
      const update = lab.temporal.client.workflow.getHandle(workflowIdOf(card));
      said.push(update.executeUpdate(command));
    }
    await Promise.allSettled(said);
    const { shipping } = await lab.card(card);
    const told = await lab.statuses(card);
    expect(['submitted', 'shipped', 'delivered'].slice(0, told.length)).toEqual(told);
    expect(told.at(-1)).toBe(shipping?.status);
  });
});

describe('canceled', () => {
  test('while it is pending, a card is not made', async () => {
    const card = await lab.order();
    await lab.stop(card);
    expect(await result(card)).toMatchObject({ status: 'canceled' });
    await expect(lab.say('submit', card)).rejects.toMatchObject(refused());
    expect(await lab.fees(card)).toEqual([]);
  });

  test('after its submission, a card is made, shipped and charged for all the same', async () => {
    const card = await lab.order();
    await lab.say('submit', card);
    await lab.stop(card);
    for (const command of ['ship', 'deliver'] as const) await lab.say(command, card);
    expect(await lab.card(card)).toMatchObject({
      status: 'canceled',
      shipping: { status: 'delivered' },
    });
    expect(await lab.fees(card)).toEqual([-350]);
  });

  test('and lost in its making afterwards, a card is not owed to anybody', async () => {
    const card = await lab.order();
    for (const command of ['submit', 'ship'] as const) await lab.say(command, card);
    await lab.stop(card);
    expect(await lab.say('fail', card)).toMatchObject({
      status: 'canceled',
      cancellation_reason: null,
      replaced_by: null,
      shipping: { status: 'failure' },
    });
    expect(await lab.fees(card)).toEqual([-350, 350]);
  });
});

/** Risk: a run that is lost takes the card with it. */
test.each(['submitted', 'shipped'] as const)(
  'a run that was lost while the card was %s is taken up where it stood',
  async (status) => {
    const card = await lab.order();
    await lab.say('submit', card);
    if (status === 'shipped') await lab.say('ship', card);
    await lab.temporal.client.workflow.getHandle(workflowIdOf(card)).terminate('a test loses it');
    await lab.resume(card);
    await lab.stands(card, { status });
    if (status === 'submitted') await lab.say('ship', card);
    await lab.say('deliver', card);
    expect(await lab.statuses(card)).toEqual(['submitted', 'shipped', 'delivered']);
    expect(await lab.fees(card)).toEqual([-350]);
  },
);
