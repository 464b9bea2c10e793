/** All that others may know of the workflow that has a physical card made and brought to its cardholder. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Wait } from '../../domain/card/readiness.ts';
import type { ShippingStatus } from '../../domain/card/shipping.ts';
import { type AccountId, type CardId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
export const cardFulfillmentId = (card: CardId): string => `card-fulfillment:${card}`;

export interface CardFulfillmentInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly cardId: CardId;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

/** Where a card is, and while it is pending what it waits for. */
export interface Fulfillment {
  readonly status: ShippingStatus;
  readonly waitsFor: Wait | null;
}

/** What the card bureau, the carrier or, in their place, a test helper may say. */
export const SHIPPING_COMMANDS = ['submit', 'ship', 'deliver', 'return', 'fail'] as const;
export type ShippingCommand = (typeof SHIPPING_COMMANDS)[number];

/** Updates are commands (imperative): they can be refused, and the caller learns their fate. */
export const SHIPPING_UPDATES = {
  submit: defineUpdate<Fulfillment>('submit'),
  ship: defineUpdate<Fulfillment>('ship'),
  deliver: defineUpdate<Fulfillment>('deliver'),
  return: defineUpdate<Fulfillment>('return'),
  fail: defineUpdate<Fulfillment>('fail'),
} as const satisfies Record<ShippingCommand, unknown>;

/** Signals are facts (past tense): the card, its cardholder or its design is no longer as it was. */
export const circumstancesChangedSignal = defineSignal('circumstancesChanged');

/** Queries are nouns: they change nothing. */
export const fulfillmentQuery = defineQuery<Fulfillment>('fulfillment');

interface FulfillmentRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly frozenAt?: number;
}

/**
 * The call that an outbox row asks for. Who is not running is started, and who is running is told that
 * something has changed; he looks for himself what. So a row may be sent any number of times.
 */
export function fulfillmentOf({ scope, objectId, frozenAt }: FulfillmentRequest) {
  const cardId = parseId('card', objectId);
  invariant(cardId !== undefined, 'an outbox row is malformed');
  const input: CardFulfillmentInput = {
    ...scope,
    cardId,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'cardFulfillment',
    id: cardFulfillmentId(cardId),
    input,
    tell: { signal: circumstancesChangedSignal.name, fact: {} },
    summary: `Has ${cardId} made and shipped`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: cardId,
      CardwrightStatus: 'pending',
    },
  } as const;
}
