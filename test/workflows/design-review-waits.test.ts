import { afterAll, beforeAll, expect, test } from 'vitest';
import { JENNY } from '../api/issuing/fixtures.ts';
import { type DesignLab, openDesignLab, workflowIdOf } from './design-lab.ts';

const DAY = 86_400;
const BEGUN = Date.UTC(2027, 0, 12, 12) / 1_000;
/** The designs that a person was reminded of, as often as he was. */
const reminded: string[] = [];
let lab: DesignLab;
let clock: string;

beforeAll(async () => {
  lab = await openDesignLab((activities) => ({
    ...activities,
    remindDesignReviewer: async ({ designId }) => void reminded.push(designId),
  }));
  ({ id: clock } = await lab.create(BEGUN));
});
afterAll(() => lab.close());

const pass = async (seconds: number): Promise<void> => {
  await lab.advance(clock, ((await lab.now()) ?? 0) + seconds);
};

test('who does not decide is reminded after a day and then daily, thirty times', async () => {
  const { id, created } = await lab.design();
  expect(created).toBe(BEGUN);
  await pass(DAY - 1);
  expect(reminded).toEqual([]);
  await pass(1);
  expect(reminded).toEqual([id]);
  await pass(60 * DAY);
  expect(reminded).toHaveLength(30);
  expect(await lab.nextDueOf(workflowIdOf({ id }))).toBeUndefined();
  expect(await lab.timersOf(workflowIdOf({ id }))).toBe(0);
  expect(await lab.say.activate(id)).toMatchObject({ status: 'active' });
});

test('an edit begins the wait anew, and a decision ends it', async () => {
  const { id } = await lab.design();
  const from = reminded.length;
  await pass(DAY - 1);
  await lab.designs.update(id, { carrier_text: { header_title: 'New' } });
  await lab.stands({ id }, { revision: 2 });
  await pass(DAY - 1);
  expect(reminded).toHaveLength(from);
  await pass(1);
  expect(reminded.slice(from)).toEqual([id]);
  await lab.say.activate(id);
  await pass(10 * DAY);
  expect(reminded).toHaveLength(from + 1);
});

/** Risk: cards wait for ever for a design that will never be printed, or are printed after it. */
test('cards that wait for a design are canceled when it is rejected', async () => {
  const { cards, cardholders } = lab.stripe.issuing;
  const jenny = await cardholders.create(JENNY);
  const design = await lab.design();
  const order = (personalization_design: string) =>
    cards.create({
      cardholder: jenny.id,
      currency: 'usd',
      type: 'physical',
      personalization_design,
      shipping: { name: 'Jenny Rosen', address: JENNY.billing.address },
    });
  const waiting = await order(design.id);
  expect(waiting).toMatchObject({
    personalization_design: design.id,
    shipping: { status: 'pending' },
  });
  await lab.say.reject(design.id, { rejection_reasons: { card_logo: ['other'] } });
  await expect
    .poll(() => cards.retrieve(waiting.id), { timeout: 20_000 })
    .toMatchObject({ status: 'canceled', cancellation_reason: 'design_rejected' });
  await expect(order(design.id)).rejects.toMatchObject({ param: 'personalization_design' });
});
