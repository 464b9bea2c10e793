import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCardFulfillmentActivities } from '../../activities/card-fulfillment.ts';
import type { Activities } from '../../activities/index.ts';
import { SANDBOX_CARD_MAKING } from '../support/card-making.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { type FulfillmentLab, openFulfillmentLab, SHIPPING } from './fulfillment-lab.ts';

const NAMES = [
  'examineCard',
  'validateAddress',
  'submitCard',
  'withdrawCard',
  'orderCard',
  'shipCard',
  'chargeFees',
  'deliverCard',
  'returnCard',
  'failCard',
  'refundFees',
  'reprintCard',
] as const satisfies readonly (keyof Activities)[];
type Name = (typeof NAMES)[number];
const MOMENTS = ['before', 'after'] as const;

/** Which activity breaks once, and whether before or after it has done its work. */
let fault: { readonly name: Name; readonly moment: 'after' | 'before' } | undefined;
let broken = 0;
let lab: FulfillmentLab;

function breakOnce(name: Name, moment: 'after' | 'before'): void {
  if (fault?.name !== name || fault.moment !== moment) return;
  fault = undefined;
  broken += 1;
  throw new Error(`breaks ${moment} its effect`);
}

const breakable =
  <I, R>(name: Name, act: (input: I) => Promise<R>) =>
  async (input: I): Promise<R> => {
    breakOnce(name, 'before');
    const result = await act(input);
    breakOnce(name, 'after');
    return result;
  };

const withFaults = (does: Activities): Activities => ({
  ...does,
  examineCard: breakable('examineCard', (input) => does.examineCard(input)),
  validateAddress: breakable('validateAddress', (input) => does.validateAddress(input)),
  submitCard: breakable('submitCard', (input) => does.submitCard(input)),
  withdrawCard: breakable('withdrawCard', (input) => does.withdrawCard(input)),
  orderCard: breakable('orderCard', (input) => does.orderCard(input)),
  shipCard: breakable('shipCard', (input) => does.shipCard(input)),
  chargeFees: breakable('chargeFees', (input) => does.chargeFees(input)),
  deliverCard: breakable('deliverCard', (input) => does.deliverCard(input)),
  returnCard: breakable('returnCard', (input) => does.returnCard(input)),
  failCard: breakable('failCard', (input) => does.failCard(input)),
  refundFees: breakable('refundFees', (input) => does.refundFees(input)),
  reprintCard: breakable('reprintCard', (input) => does.reprintCard(input)),
});

beforeAll(async () => {
  lab = await openFulfillmentLab(withFaults);
});
afterAll(async () => {
  await expectBooksInOrder(lab.api.database.db);
  await lab.close();
});

const shipping = {
  ...SHIPPING,
  address_validation: { mode: 'validation_and_normalization' as const },
  service: 'express' as const,
};
const ordered = () => lab.order({ shipping });

/** The ways in which a card comes to its end; together they use every activity. */
const LIVES = {
  delivered: async () => {
    const card = await ordered();
    for (const command of ['submit', 'ship', 'deliver'] as const) await lab.say(command, card);
    return card;
  },
  returned: async () => {
    const card = await ordered();
    for (const command of ['submit', 'ship', 'return'] as const) await lab.say(command, card);
    return card;
  },
  failed: async () => {
    const card = await ordered();
    for (const command of ['submit', 'ship', 'fail'] as const) await lab.say(command, card);
    return card;
  },
  withdrawn: async () => {
    const { id: cardholder } = await lab.listed();
    const card = await lab.order({ cardholder });
    await lab.stands(card, { waitsFor: 'the_reviewer' });
    await lab.decide(cardholder, 'rejectCardholder');
    return card;
  },
} as const;
type Life = keyof typeof LIVES;

const LIFE_OF: Readonly<Record<Name, Life>> = {
  examineCard: 'delivered',
  validateAddress: 'delivered',
  submitCard: 'delivered',
  withdrawCard: 'withdrawn',
  orderCard: 'delivered',
  shipCard: 'delivered',
  chargeFees: 'delivered',
  deliverCard: 'delivered',
  returnCard: 'returned',
  failCard: 'failed',
  refundFees: 'failed',
  reprintCard: 'failed',
};

/** All that is left of a card once its workflow has ended, less what names one card or instant. */
async function endOf(card: Stripe.Issuing.Card): Promise<object> {
  await lab.temporal.client.workflow.getHandle(`card-fulfillment:${card.id}`).result();
  const { status, cancellation_reason: why, shipping: way, replaced_by } = await lab.card(card);
  const isReplaced = replaced_by !== null;
  const successors = await lab.stripe.issuing.cards.list({ limit: 100 });
  return {
    status,
    why,
    way: { ...way, tracking_number: null, tracking_url: null },
    isReplaced,
    copies: successors.data.filter(({ replacement_for: of }) => of === card.id).length,
    told: await lab.statuses(card),
    fees: await lab.fees(card),
  };
}

const UNDISTURBED = {
  delivered: { fees: [-1550], told: ['pending', 'submitted', 'shipped', 'delivered'] },
  returned: { fees: [-1550], told: ['pending', 'submitted', 'shipped', 'returned'] },
  failed: { fees: [-1550, 1550], status: 'canceled', why: 'fulfillment_error', copies: 1 },
  withdrawn: { fees: [], status: 'canceled', why: null, told: ['canceled'] },
} as const;

/** What stands at the end when nothing breaks. */
const ends = new Map<Life, object>();
test.each(['delivered', 'returned', 'failed', 'withdrawn'] as const)(
  'undisturbed, a card is %s',
  async (life) => {
    const end = await endOf(await LIVES[life]());
    ends.set(life, end);
    expect(end).toMatchObject(UNDISTURBED[life]);
  },
);

/** Risk: a worker that dies in an activity prints a card twice, charges for it twice, or not at all. */
describe.each(NAMES)('%s', (name) => {
  test.each(MOMENTS)('may fail %s its effect: the end is the same', async (moment) => {
    const before = broken;
    fault = { name, moment };
    const life = LIFE_OF[name];
    expect(await endOf(await LIVES[life]())).toEqual(ends.get(life));
    expect(broken).toBe(before + 1);
  });
});

test('no activity is left out', () => {
  const ours = Object.keys(
    createCardFulfillmentActivities({ ...lab.api.deps, ...SANDBOX_CARD_MAKING }),
  );
  expect(ours.toSorted()).toEqual([...NAMES].toSorted());
});
