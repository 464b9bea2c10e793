import type Stripe from 'stripe';
import { expect } from 'vitest';
import type { Activities } from '../../activities/index.ts';
import type { Wait } from '../../domain/card/readiness.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import {
  fulfillmentOf,
  type Fulfillment,
  fulfillmentQuery,
  type ShippingCommand,
} from '../../workflows/card-fulfillment/contract.ts';
import { JENNY } from '../api/issuing/fixtures.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

type Card = Stripe.Issuing.Card;
type Order = Partial<Stripe.Issuing.CardCreateParams>;

/** A Tuesday at noon: the batch of the day has left six hours ago. */
export const TUESDAY = Date.UTC(2027, 0, 12, 12) / 1000;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

export const SHIPPING = {
  name: 'Jenny Rosen',
  address: JENNY.billing.address,
} satisfies Stripe.Issuing.CardCreateParams.Shipping;

const LISTED = {
  ...JENNY,
  individual: { ...JENNY.individual, dob: { day: 1, month: 1, year: 1900 } },
};

/** A clock lab whose account has a cardholder in good standing, and words for what happens to cards. */
export interface FulfillmentLab extends ClockLab {
  readonly jenny: Stripe.Issuing.Cardholder;
  readonly clockId: string;
  readonly order: (order?: Order) => Promise<Card>;
  readonly card: (card: Pick<Card, 'id'>) => Promise<Card>;
  /** One of the test helpers. */
  readonly say: (command: ShippingCommand, card: Pick<Card, 'id'>) => Promise<Card>;
  /** Where the workflow of a card stands. */
  readonly standing: (card: Pick<Card, 'id'>) => Promise<Fulfillment>;
  /** Waits until the workflow of a card says so. */
  readonly stands: (
    card: Pick<Card, 'id'>,
    expected: { readonly status?: string; readonly waitsFor?: Wait },
  ) => Promise<void>;
  /** What was booked for a card on the payments balance, oldest first. */
  readonly fees: (card: Pick<Card, 'id'>) => Promise<readonly number[]>;
  /** The shipping statuses that were told as events, oldest first. */
  readonly statuses: (card: Pick<Card, 'id'>) => Promise<readonly unknown[]>;
  /** Cancels the card itself. */
  readonly stop: (card: Pick<Card, 'id'>) => Promise<Card>;
  /** Starts the workflow of a card anew, as the outbox would. */
  readonly resume: (card: Pick<Card, 'id'>) => Promise<void>;
  /** A cardholder who may be on a watch list. */
  readonly listed: () => Promise<Stripe.Issuing.Cardholder>;
  /** A person decides about a cardholder who may be on a watch list. */
  readonly decide: (
    cardholder: string,
    decision: 'clearCardholder' | 'rejectCardholder',
  ) => Promise<void>;
  /** Lets so many seconds pass on the account's clock. */
  readonly pass: (seconds: number) => Promise<void>;
}

/** @param wrap puts faults between the worker and its activities. */
export async function openFulfillmentLab(
  wrap?: (activities: Activities) => Activities,
): Promise<FulfillmentLab> {
  const lab = await openClockLab({ ...(wrap && { wrap }) });
  const { stripe, temporal } = lab;
  const { id: clockId } = await lab.create(TUESDAY);
  const { cards, cardholders } = stripe.issuing;
  const jenny = await cardholders.create(JENNY);
  const { cards: helpers } = stripe.testHelpers.issuing;
  const helper: Record<ShippingCommand, (id: string) => Promise<Card>> = {
    submit: (id) => helpers.submitCard(id),
    ship: (id) => helpers.shipCard(id),
    deliver: (id) => helpers.deliverCard(id),
    return: (id) => helpers.returnCard(id),
    fail: (id) => helpers.failCard(id),
  };
  const standing: FulfillmentLab['standing'] = ({ id }) =>
    temporal.client.workflow.getHandle(`card-fulfillment:${id}`).query(fulfillmentQuery);
  return {
    ...lab,
    jenny,
    clockId,
    standing,
    order: (order = {}) =>
      cards.create({
        cardholder: jenny.id,
        currency: 'usd',
        type: 'physical',
        shipping: SHIPPING,
        ...order,
      }),
    card: ({ id }) => cards.retrieve(id),
    say: (command, { id }) => helper[command](id),
    stands: (card, expected) =>
      expect
        .poll(() => standing(card).catch(() => undefined), { timeout: 20_000 })
        .toMatchObject(expected),
    fees: async ({ id }) => {
      const { data } = await stripe.balanceTransactions.list({ source: id });
      return data.map(({ amount }) => amount).toReversed();
    },
    statuses: async ({ id }) => {
      const { data } = await stripe.events.list({ type: 'issuing_card.updated', limit: 100 });
      return data
        .filter(({ data: { object, previous_attributes: previous } }) => {
          const isOurs = 'id' in object && object.id === id;
          return isOurs && previous !== undefined && 'shipping' in previous;
        })
        .map(({ data: { object } }) => ('shipping' in object ? object.shipping : null))
        .map((shipping) => shipping && 'status' in shipping && shipping.status)
        .toReversed();
    },
    stop: ({ id }) => cards.update(id, { status: 'canceled' }),
    resume: async ({ id }) => {
      const frozenAt = await lab.now();
      await startOrTell(
        temporal,
        fulfillmentOf({
          scope: lab.api.scope,
          objectId: id,
          ...(frozenAt !== undefined && { frozenAt }),
        }),
      );
    },
    listed: () => cardholders.create(LISTED),
    decide: async (cardholder, decision) => {
      const handle = temporal.client.workflow.getHandle(`cardholder-screening:${cardholder}`);
      await handle.executeUpdate(decision);
    },
    pass: async (seconds) => {
      const now = (await lab.now()) ?? TUESDAY;
      await lab.advance(clockId, now + seconds);
    },
  };
}

export const workflowIdOf = ({ id }: Pick<Card, 'id'>): string => `card-fulfillment:${id}`;

/** How the API says that it is not the time for something. */
export const refused = () => ({ statusCode: 400, code: 'status_transition_invalid' });
