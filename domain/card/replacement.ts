/**
 * Which card may take the place of which, and what passes from one to the other. A card, what it replaces
 * and what replaces it are a *chain*. At most one card of a chain is on its way to take over; those before
 * it may still be used until it is activated.
 */
import { failure } from '../errors.ts';
import type { CardId } from '../ids.ts';
import type { CancellationReason, CardStatus, ReplacementReason } from './card.ts';

/** A card of a chain, as far as replacement is concerned. */
export interface ChainCard {
  readonly id: CardId;
  readonly status: CardStatus;
  readonly cancellation_reason: CancellationReason | null;
  readonly replacement_for: CardId | null;
  /** The same for cards that have the same number. */
  readonly number_hash: Uint8Array;
  readonly bears_number: boolean;
  readonly payments: number;
  readonly cancel_after_payments: number | null;
}

/** A card that was in strange hands gets another number; every other one keeps its own (contract §2.2). */
const NUMBER: Readonly<Record<ReplacementReason, 'new' | 'same'>> = {
  damaged: 'same',
  expired: 'same',
  fulfillment_error: 'same',
  lost: 'new',
  stolen: 'new',
};

export const keepsNumber = (reason: ReplacementReason): boolean => NUMBER[reason] === 'same';

/**
 * Makes sure that a card may be replaced for this reason.
 *
 * @throws `status_transition_invalid`, naming the parameter at fault.
 */
export function checkReplacement(
  original: ChainCard,
  chain: readonly ChainCard[],
  reason: ReplacementReason,
): void {
  const successor = chain.find((card) => isLive(card) && !isBefore(card, original, chain));
  if (successor)
    throw refused(
      'replacement_for',
      `${original.id} is being replaced by ${successor.id} already: replace that one, or cancel it first.`,
    );
  checkStatus(original, reason);
  const strange = keepsNumber(reason) && inStrangeHands(original, chain);
  if (strange)
    throw refused(
      'replacement_reason',
      `The number of ${original.id} was on ${strange.id}, which was reported ${strange.cancellation_reason}: cancel ${original.id} and replace it as ${strange.cancellation_reason}.`,
    );
}

function checkStatus(
  { id, status, cancellation_reason: why }: ChainCard,
  reason: ReplacementReason,
): void {
  switch (reason) {
    case 'damaged':
    case 'expired':
      if (status !== 'canceled') return;
      throw refused(
        'replacement_reason',
        `${id} is canceled. Only a lost or stolen card is replaced when it is canceled.`,
      );
    case 'lost':
    case 'stolen':
      if (status === 'canceled') return;
      throw refused(
        'replacement_for',
        `${id} is ${status}. Cancel a ${reason} card before it is replaced.`,
      );
    case 'fulfillment_error':
      if (status === 'canceled' && why === 'fulfillment_error') return;
      throw refused('replacement_reason', `${id} was not lost in its making.`);
    default:
      return reason satisfies never;
  }
}

/** What taking over changes: of the card that is activated, and of those before it. */
export interface Takeover {
  readonly payments: number;
  /** Canceled by it: those before it that could still be used. */
  readonly canceled: readonly CardId[];
  /** Had the number until now. `undefined`: the card has had it already. */
  readonly bearer: CardId | undefined;
}

/**
 * What the activation of a card does to its chain. A limit of payments is counted on, so that a
 * replacement starts with what the cards before it have used.
 *
 * @throws `status_transition_invalid` when the card must not be used any more.
 */
export function takeOver(card: ChainCard, chain: readonly ChainCard[]): Takeover {
  const before = chain.filter((other) => other.id !== card.id && isBefore(other, card, chain));
  const strange = card.bears_number ? undefined : inStrangeHands(card, chain);
  if (strange)
    throw refused(
      'status',
      `The number of ${card.id} was on ${strange.id}, which was reported ${strange.cancellation_reason}: cancel ${card.id} and replace it.`,
    );
  const payments = Math.max(card.payments, ...before.map((other) => other.payments));
  const { cancel_after_payments: max } = card;
  if (max !== null && payments >= max)
    throw refused(
      'status',
      `${card.id} is good for ${max} payments, and the cards before it have made them.`,
    );
  return {
    payments,
    canceled: before.filter(isLive).map(({ id }) => id),
    bearer: card.bears_number
      ? undefined
      : chain.find((other) => other.bears_number && haveOneNumber(other, card))?.id,
  };
}

const isLive = ({ status }: ChainCard): boolean => status !== 'canceled';

/** Whether a card is another one, or one that it replaces, directly or not. */
function isBefore(card: ChainCard, later: ChainCard, chain: readonly ChainCard[]): boolean {
  const byId = new Map(chain.map((each) => [each.id, each]));
  let at: ChainCard | undefined = later;
  while (at && at.id !== card.id)
    at = at.replacement_for === null ? undefined : byId.get(at.replacement_for);
  return at !== undefined;
}

/** A card with the same number that was reported lost or stolen: the number must not be used again. */
const inStrangeHands = (card: ChainCard, chain: readonly ChainCard[]): ChainCard | undefined =>
  chain.find(
    (other) =>
      (other.cancellation_reason === 'lost' || other.cancellation_reason === 'stolen') &&
      haveOneNumber(other, card),
  );

const haveOneNumber = (one: ChainCard, other: ChainCard): boolean =>
  one.number_hash.length === other.number_hash.length &&
  one.number_hash.every((byte, at) => byte === other.number_hash[at]);

const refused = (param: string, problem: string) =>
  failure('status_transition_invalid', { problem }, { param });
