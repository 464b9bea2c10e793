import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openShop, type Shop } from '../support/shop.ts';
import { type ClockLab, openClockLab, untilReady } from './clock-lab.ts';

const START = Date.parse('2027-01-01T00:00:00Z') / 1_000;
const DAY = 86_400;

let lab: ClockLab;
let shop: Shop;
/** When each reminder was sent, by the account's time. */
const reminders: { readonly objectId: string; readonly at: number }[] = [];

beforeAll(async () => {
  lab = await openClockLab({
    wrap: (activities) => ({
      ...activities,
      remindReviewer: async (reminder) => {
        await activities.remindReviewer(reminder);
        const at = await lab.now();
        reminders.push({ objectId: reminder.cardholderId, at: at ?? 0 });
      },
    }),
  });
  shop = await openShop(lab.api, 1_000_000);
});
afterEach(async () => {
  const { data } = await lab.stripe.testHelpers.testClocks.list();
  for (const { id } of data) await lab.stripe.testHelpers.testClocks.del(id);
});
afterAll(() => lab.close());

const eventsSince = async (clock: Stripe.TestHelpers.TestClock): Promise<Stripe.Event[]> => {
  const events = await lab.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  const first = events.findIndex(
    ({ type, data: { object } }) =>
      type === 'test_helpers.test_clock.created' && 'id' in object && object.id === clock.id,
  );
  return events.slice(0, first + 1).toReversed();
};

test('an account lives at the time of its clock, which is ready when it stands at the target', async () => {
  const clock = await lab.create(START);
  expect(clock).toMatchObject({ status: 'ready', frozen_time: START, status_details: {} });
  expect(await shop.buy(100)).toMatchObject({ approved: true, created: START });
  const { testClocks } = lab.stripe.testHelpers;
  const advancing = await testClocks.advance(clock.id, { frozen_time: START + DAY });
  expect(advancing).toMatchObject({
    status: 'advancing',
    frozen_time: START,
    status_details: { advancing: { target_frozen_time: START + DAY } },
  });
  expect(await untilReady(lab.stripe, clock.id)).toMatchObject({
    status: 'ready',
    frozen_time: START + DAY,
    created: clock.created,
  });
  expect(await shop.buy(100)).toMatchObject({ approved: true, created: START + DAY });
  const events = (await eventsSince(clock)).map(({ type, created }) => [type, created]);
  expect(events.filter(([type]) => String(type).startsWith('test_helpers'))).toEqual([
    ['test_helpers.test_clock.created', expect.any(Number)],
    ['test_helpers.test_clock.advancing', START],
    ['test_helpers.test_clock.ready', START + DAY],
  ]);
});

test('holds lapse at their own time and in its order, however far the clock goes at once', async () => {
  const clock = await lab.create(START);
  const bought: Stripe.Issuing.Authorization[] = [];
  // Those of hotels last longer: the first one made is the last to lapse.
  for (const category of ['hotels_motels_and_resorts', 'eating_places_restaurants'] as const)
    bought.push(await shop.buy(100, { merchant_data: { category } }));
  await lab.advance(clock.id, START + 3 * DAY);
  bought.push(await shop.buy(100));
  await lab.advance(clock.id, START + 60 * DAY);
  const lapsed = (await eventsSince(clock))
    .filter(({ type }) => type === 'issuing_authorization.updated')
    .map(({ created, data: { object } }) => [Reflect.get(object, 'id'), created])
    .filter(([id]) => bought.some((one) => one.id === id));
  const [hotel, meal, later] = bought.map(({ id }) => id);
  expect(lapsed).toEqual([
    [meal, START + 7 * DAY],
    [later, START + 10 * DAY],
    [hotel, START + 31 * DAY],
  ]);
});

test('a workflow that began in real time moves with the clock, and waits in real time again after it', async () => {
  const listed = await lab.stripe.issuing.cardholders.create({
    name: 'Kim Listed',
    individual: { first_name: 'Kim', last_name: 'Listed', dob: { day: 1, month: 1, year: 1900 } },
    billing: {
      address: { line1: '1 Main', city: 'Rome', state: 'NY', postal_code: '13440', country: 'US' },
    },
  });
  const dueAt = () => lab.nextDueOf(`cardholder-screening:${listed.id}`);
  await expect.poll(dueAt, { timeout: 20_000 }).toEqual(expect.any(Number));
  const real = await dueAt();
  const clock = await lab.create(Number(real) + 10);
  // What fell due between is done at once, and the clock is ready.
  await expect.poll(() => reminders.length, { timeout: 20_000 }).toBe(1);
  await lab.advance(clock.id, Number(real) + 10 + 3 * DAY);
  const at = reminders.map((reminder) => reminder.at - Number(real));
  expect(at).toEqual([10, 10 + DAY, 10 + 2 * DAY, 10 + 3 * DAY]);
  await lab.stripe.testHelpers.testClocks.del(clock.id);
  expect(await lab.bound()).toEqual([]);
  // It keeps what it waited for, and has a timer for it.
  expect(await dueAt()).toBe(Number(real) + 10 + 4 * DAY);
  expect(await lab.timersOf(`cardholder-screening:${listed.id}`)).toBe(2);
});
