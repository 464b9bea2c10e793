import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DAY,
  type FulfillmentLab,
  HOUR,
  openFulfillmentLab,
  refused,
  SHIPPING,
  TUESDAY,
} from './fulfillment-lab.ts';

let lab: FulfillmentLab;
beforeAll(async () => {
  lab = await openFulfillmentLab();
});
afterAll(() => lab.close());

const statusOf = async (card: Stripe.Issuing.Card) => (await lab.card(card)).shipping?.status;
const at = (line1: string, mode: 'normalization_only' | 'validation_and_normalization') => ({
  ...SHIPPING,
  address: { ...SHIPPING.address, line1 },
  address_validation: { mode },
});

test('the batch of the day leaves at six in the morning, UTC', async () => {
  const card = await lab.order();
  await lab.stands(card, { waitsFor: 'the_cutoff' });
  await lab.pass(18 * HOUR - 1);
  expect(await statusOf(card)).toBe('pending');
  await lab.pass(1);
  expect(await statusOf(card)).toBe('submitted');
  expect(await lab.now()).toBe(TUESDAY + 18 * HOUR);
  // Only helpers ship it, however long that takes.
  await lab.pass(3 * DAY);
  expect(await statusOf(card)).toBe('submitted');
});

describe('the address', () => {
  test('is written as the post writes it', async () => {
    const shipping = at('1  main   Street', 'normalization_only');
    const card = await lab.order({ shipping });
    await lab.stands(card, { waitsFor: 'the_cutoff' });
    expect((await lab.card(card)).shipping).toMatchObject({
      address: { line1: '1  main   Street' },
      address_validation: {
        normalized_address: { line1: '1 MAIN STREET', city: 'SAN FRANCISCO', country: 'US' },
        result: null,
      },
    });
  });

  test.each([
    ['1 Main Street', 'likely_deliverable'],
    ['1 Indeterminate Street', 'indeterminate'],
  ])('%s is %s, and the card goes there', async (line1, answer) => {
    const card = await lab.order({ shipping: at(line1, 'validation_and_normalization') });
    await lab.say('submit', card);
    expect((await lab.card(card)).shipping?.address_validation?.result).toBe(answer);
  });

  test('that is probably none keeps the card until somebody gives a better one', async () => {
    const nowhere = at('1 Undeliverable Street', 'validation_and_normalization');
    const card = await lab.order({ shipping: nowhere });
    await lab.stands(card, { waitsFor: 'a_better_address' });
    await expect(lab.say('submit', card)).rejects.toMatchObject(refused());
    await lab.pass(2 * DAY);
    expect(await statusOf(card)).toBe('pending');
    const shipping = at('1 Main Street', 'validation_and_normalization');
    await lab.stripe.issuing.cards.update(card.id, { shipping });
    await lab.stands(card, { waitsFor: 'the_cutoff' });
    await lab.say('submit', card);
    expect((await lab.card(card)).shipping?.address_validation?.result).toBe('likely_deliverable');
  });
});

/** Risk: a provider that is down keeps the clock of the whole account from advancing. */
describe('who does not answer', () => {
  test('about an address is asked again, or about another one', async () => {
    const card = await lab.order({ shipping: at('1 Unanswered Street', 'normalization_only') });
    await lab.stands(card, { waitsFor: 'the_address_check' });
    await lab.pass(DAY);
    expect(await statusOf(card)).toBe('pending');
    await expect(lab.say('submit', card)).rejects.toMatchObject(refused());
    const shipping = at('1 Main Street', 'normalization_only');
    await lab.stripe.issuing.cards.update(card.id, { shipping });
    await lab.stands(card, { waitsFor: 'the_cutoff' });
  });

  test('for the bureau is asked again, and a person may say what it would', async () => {
    const card = await lab.order({ second_line: 'UNANSWERED' });
    await lab.say('submit', card);
    await lab.pass(DAY);
    expect(await statusOf(card)).toBe('submitted');
    await lab.say('ship', card);
  });
});

describe('the cardholder', () => {
  test('who may be on a watch list gets no card before a person has cleared him', async () => {
    const { id: cardholder } = await lab.listed();
    const card = await lab.order({ cardholder });
    await lab.stands(card, { waitsFor: 'the_reviewer' });
    await expect(lab.say('submit', card)).rejects.toMatchObject(refused());
    await lab.decide(cardholder, 'clearCardholder');
    await lab.stands(card, { waitsFor: 'the_cutoff' });
    await lab.say('submit', card);
  });

  test('who is on it gets none at all', async () => {
    const { id: cardholder } = await lab.listed();
    const card = await lab.order({ cardholder });
    await lab.stands(card, { waitsFor: 'the_reviewer' });
    await lab.decide(cardholder, 'rejectCardholder');
    await lab.stands(card, { status: 'canceled' });
    expect(await lab.card(card)).toMatchObject({ status: 'canceled', cancellation_reason: null });
  });
});

const reviewers = () => lab.stripe.testHelpers.issuing.personalizationDesigns;
const draft = async () => {
  const { data } = await lab.stripe.issuing.physicalBundles.list();
  const bundle = data.find(({ features }) => features.card_logo !== 'required');
  return lab.stripe.issuing.personalizationDesigns.create({
    physical_bundle: bundle?.id ?? '',
    name: 'Plain',
  });
};

describe('the design', () => {
  test('in review keeps the card until it is active', async () => {
    const design = await draft();
    const card = await lab.order({ personalization_design: design.id });
    expect(card.personalization_design).toBe(design.id);
    await lab.stands(card, { waitsFor: 'the_design' });
    await expect(lab.say('submit', card)).rejects.toMatchObject(refused());
    await reviewers().activate(design.id);
    await lab.stands(card, { waitsFor: 'the_cutoff' });
    await lab.say('submit', card);
  });

  test('that is rejected cancels the cards that wait for it', async () => {
    const design = await draft();
    const card = await lab.order({ personalization_design: design.id });
    await lab.stands(card, { waitsFor: 'the_design' });
    await reviewers().reject(design.id, {
      rejection_reasons: { card_logo: ['promotional_material'] },
    });
    await lab.stands(card, { status: 'canceled' });
    expect(await lab.card(card)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'design_rejected',
      shipping: { status: 'canceled' },
    });
  });
});
