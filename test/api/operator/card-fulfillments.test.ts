import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { cardFulfillmentCase } from '../../../api/wire/card-fulfillment.ts';
import { operatorOf } from '../../support/operator.ts';
import {
  type FulfillmentLab,
  openFulfillmentLab,
  SHIPPING,
} from '../../workflows/fulfillment-lab.ts';

let lab: FulfillmentLab;
let call: ReturnType<typeof operatorOf>;
beforeAll(async () => {
  lab = await openFulfillmentLab();
  call = operatorOf(lab.api);
});
afterAll(() => lab.close());

const page = z.object({ data: z.array(cardFulfillmentCase), has_more: z.boolean() });
async function listed(query = '') {
  const { body } = await call('GET', `/card_fulfillments?limit=100${query}`);
  return page.parse(body).data;
}
const reasonOf = async ({ id }: { readonly id: string }) =>
  (await listed()).find(({ card }) => card.id === id)?.reason;

test('a card that comes back waits for a person, with the page of its workflow', async () => {
  const card = await lab.order();
  for (const command of ['submit', 'ship', 'return'] as const) await lab.say(command, card);
  const found = (await listed()).find(({ card: { id } }) => id === card.id);
  expect(found).toMatchObject({
    account: lab.api.scope.accountId,
    reason: 'returned',
    workflow_url: `http://temporal/card-fulfillment:${card.id}`,
  });
  expect(await listed(`&starting_after=${card.id}`)).toEqual([]);
});

test('so does one that goes nowhere, and one that the bureau does not answer about', async () => {
  const nowhere = await lab.order({
    shipping: {
      ...SHIPPING,
      address: { ...SHIPPING.address, line1: '1 Undeliverable Street' },
      address_validation: { mode: 'validation_and_normalization' },
    },
  });
  await expect.poll(() => reasonOf(nowhere), { timeout: 20_000 }).toBe('no_address');
  const silent = await lab.order({ second_line: 'UNANSWERED' });
  await lab.say('submit', silent);
  expect(await reasonOf(silent)).toBe('no_answer');
  // A person may know more than a bureau that is silent.
  expect(await call('POST', `/card_fulfillments/${silent.id}/ship`)).toMatchObject({ status: 200 });
  expect(await reasonOf(silent)).toBeUndefined();
});

test('the operator says what the bureau and the carrier would say', async () => {
  const card = await lab.order();
  for (const [command, status] of [
    ['submit', 'submitted'],
    ['ship', 'shipped'],
    ['deliver', 'delivered'],
  ] as const)
    expect(await call('POST', `/card_fulfillments/${card.id}/${command}`)).toMatchObject({
      status: 200,
      body: { shipping: { status } },
    });
});

test('what is out of order is refused, and what is no physical card is not there', async () => {
  const card = await lab.order();
  await lab.stands(card, { waitsFor: 'the_cutoff' });
  expect(await call('POST', `/card_fulfillments/${card.id}/deliver`)).toMatchObject({
    status: 400,
    body: { error: { code: 'status_transition_invalid' } },
  });
  const order = { cardholder: lab.jenny.id, currency: 'usd', type: 'virtual' } as const;
  const { id } = await lab.stripe.issuing.cards.create(order);
  for (const other of [id, 'ic_nobody', '%00'])
    expect((await call('POST', `/card_fulfillments/${other}/ship`)).status).toBe(404);
});
