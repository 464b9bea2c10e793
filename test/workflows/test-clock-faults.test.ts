import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Activities } from '../../activities/index.ts';
import { parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { testClockOf } from '../../workflows/test-clock/contract.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { type ClockLab, openClockLab, untilReady } from './clock-lab.ts';

const START = Date.parse('2027-01-01T00:00:00Z') / 1_000;
const DAY = 86_400;

const NAMES = ['bindWorkflows', 'moveTestClock', 'releaseWorkflows'] as const;
type Name = (typeof NAMES)[number] | 'failTestClock' | 'recordScreening';

let lab: ClockLab;
let shop: Shop;
/** Which activity breaks once, and whether before or after it has done its work. */
let fault: { readonly name: Name; readonly moment: 'after' | 'before' } | undefined;
let broken = 0;
/** While it is, screenings do not come to an end. */
let isStuck = false;

async function breakable<R>(name: Name, act: () => Promise<R>): Promise<R> {
  breakOnce(name, 'before');
  const result = await act();
  breakOnce(name, 'after');
  return result;
}
function breakOnce(name: Name, moment: 'after' | 'before'): void {
  if (fault?.name !== name || fault.moment !== moment) return;
  fault = undefined;
  broken += 1;
  throw new Error(`breaks ${moment} its effect`);
}
const withFaults = (does: Activities): Activities => ({
  ...does,
  bindWorkflows: (input) => breakable('bindWorkflows', () => does.bindWorkflows(input)),
  moveTestClock: (input) => breakable('moveTestClock', () => does.moveTestClock(input)),
  releaseWorkflows: (input) => breakable('releaseWorkflows', () => does.releaseWorkflows(input)),
  failTestClock: (input) => breakable('failTestClock', () => does.failTestClock(input)),
  recordScreening: async (input) => {
    if (isStuck) throw new Error('it is stuck');
    return does.recordScreening(input);
  },
});

beforeAll(async () => {
  lab = await openClockLab({ wrap: withFaults });
  shop = await openShop(lab.api, 1_000_000);
});
afterEach(async () => {
  isStuck = false;
  fault = undefined;
  const { data } = await lab.stripe.testHelpers.testClocks.list();
  for (const { id } of data) await lab.stripe.testHelpers.testClocks.del(id);
});
afterAll(() => lab.close());

/** What is told of a clock and of what was bought while the account was on it: types, and times by the clock's. */
async function story(clock: Stripe.TestHelpers.TestClock): Promise<unknown[]> {
  const events = await lab.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  const from = events.findIndex(
    ({ type, data: { object } }) =>
      type === 'test_helpers.test_clock.created' && Reflect.get(object, 'id') === clock.id,
  );
  return events
    .slice(0, from)
    .toReversed()
    .map(({ type, created }) => [type, created - START]);
}

async function live(): Promise<unknown[]> {
  const clock = await lab.create(START);
  await shop.buy(100);
  await lab.advance(clock.id, START + DAY);
  await shop.buy(100);
  await lab.advance(clock.id, START + 30 * DAY);
  await lab.stripe.testHelpers.testClocks.del(clock.id);
  await expect.poll(() => lab.bound(), { timeout: 30_000 }).toEqual([]);
  return story(clock);
}

/** Risk: a worker that dies in a turn leaves a clock that never is ready, or does something twice. */
test('each activity may fail once before and once after its effect: the end is the same', async () => {
  const expected = await live();
  expect(expected).toContainEqual(['issuing_authorization.updated', 7 * DAY]);
  expect(expected).toContainEqual(['issuing_authorization.updated', 8 * DAY]);
  for (const name of NAMES)
    for (const moment of ['before', 'after'] as const) {
      fault = { name, moment };
      expect(await live(), `${name} ${moment}`).toEqual(expected);
    }
  expect(broken).toBe(2 * NAMES.length);
});

test('an advance waits for a worker that is away, and goes on with it', async () => {
  const clock = await lab.create(START);
  const { id } = await shop.buy(100);
  await lab.stopWorker();
  await lab.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: START + 30 * DAY });
  expect(await shop.buy(100)).toMatchObject({ approved: true, created: START });
  expect(await lab.stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
    status: 'advancing',
    frozen_time: START,
  });
  await lab.startWorker();
  expect(await untilReady(lab.stripe, clock.id)).toMatchObject({ status: 'ready' });
  expect((await lab.stripe.issuing.authorizations.retrieve(id)).status).toBe('expired');
});

async function addCardholder(): Promise<Stripe.Issuing.Cardholder> {
  return lab.stripe.issuing.cardholders.create({
    name: 'Kim Listed',
    individual: { first_name: 'Kim', last_name: 'Listed', dob: { day: 1, month: 1, year: 1900 } },
    billing: {
      address: { line1: '1 Main', city: 'Rome', state: 'NY', postal_code: '13440', country: 'US' },
    },
  });
}

/** The clock's workflow begins anew, with less patience than in an installation. */
async function hurry(clock: Stripe.TestHelpers.TestClock): Promise<void> {
  const clockId = parseId('testClock', clock.id);
  invariant(clockId, 'it is a clock');
  const start = testClockOf({ scope: lab.api.scope, objectId: clockId });
  await lab.temporal.client.workflow.getHandle(start.id).terminate('a test has no patience');
  await startOrTell(lab.temporal, { ...start, input: { ...start.input, waitsMax: 1 } });
}

test.each(['before', 'after'] as const)(
  'a workflow that does not come to rest fails the clock, also when failing breaks %s its effect; a later advance may be tried',
  async (moment) => {
    const clock = await lab.create(START);
    isStuck = true;
    const listed = await addCardholder();
    await lab.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: START + DAY });
    fault = { name: 'failTestClock', moment };
    await hurry(clock);
    expect(await untilReady(lab.stripe, clock.id)).toMatchObject({
      status: 'internal_failure',
      frozen_time: START,
      status_details: {},
    });
    await expect
      .poll(() => story(clock))
      .toContainEqual(['test_helpers.test_clock.internal_failure', 0]);
    isStuck = false;
    expect(await lab.advance(clock.id, START + DAY)).toMatchObject({
      status: 'ready',
      frozen_time: START + DAY,
    });
    const { requirements } = await lab.stripe.issuing.cardholders.retrieve(listed.id);
    expect(requirements.disabled_reason).toBe('listed');
    expect(
      (await story(clock)).filter((each) => String(each).includes('internal_failure')),
    ).toHaveLength(1);
  },
);
