import type { CardholderStatus } from '../cardholder/cardholder.ts';
import type { ScreeningState } from '../cardholder/screening.ts';
import type { DesignStatus } from '../design/review.ts';
import type { CancellationReason, CardStatus } from './card.ts';
import type { Shipping } from './shipping.ts';

/** What a card that is still pending waits for. Who is asked for it is told in docs/workflows/card-fulfillment.md. */
export type Wait =
  | 'a_better_address'
  | 'the_address_check'
  | 'the_cutoff'
  | 'the_design'
  | 'the_reviewer'
  | 'the_screening';

interface PendingCard {
  readonly cardStatus: CardStatus;
  readonly cardholder: { readonly status: CardholderStatus; readonly screening: ScreeningState };
  /** Null: it is printed without one. */
  readonly design: DesignStatus | null;
  readonly shipping: Pick<Shipping, 'address_validation'>;
}

export type Outlook =
  | { readonly next: 'submit' }
  | { readonly next: 'validate_address' }
  | { readonly next: 'wait'; readonly waitsFor: Wait }
  | { readonly next: 'withdraw'; readonly reason: CancellationReason | null };

/**
 * What comes next for a card that is still pending. Nothing is printed for somebody who may be on a watch
 * list, or after a design that nobody has approved; and who turns out to be on a list gets no card.
 */
export function outlookOf({ cardStatus, cardholder, design, shipping }: PendingCard): Outlook {
  if (cardStatus === 'canceled') return { next: 'withdraw', reason: null };
  if (cardholder.status === 'blocked') return { next: 'withdraw', reason: null };
  if (design === 'rejected') return { next: 'withdraw', reason: 'design_rejected' };
  if (cardholder.screening === 'listed') return { next: 'wait', waitsFor: 'the_reviewer' };
  if (cardholder.screening !== 'clear') return { next: 'wait', waitsFor: 'the_screening' };
  if (design !== null && design !== 'active') return { next: 'wait', waitsFor: 'the_design' };
  return outlookOfAddress(shipping.address_validation);
}

function outlookOfAddress({
  mode,
  normalized_address,
  result,
}: Shipping['address_validation']): Outlook {
  if (mode === 'disabled') return { next: 'submit' };
  if (normalized_address === null) return { next: 'validate_address' };
  return result === 'likely_undeliverable'
    ? { next: 'wait', waitsFor: 'a_better_address' }
    : { next: 'submit' };
}

/** It lasts moments, and no person is asked: whoever wants the card submitted may wait for it. */
export const isShort = (wait: Wait): boolean => wait === 'the_screening';

/**
 * How many seconds after the n-th question that a provider has left unanswered it is asked again: a few minutes
 * at first, and in the end four times a day.
 */
export const askAgainAfter = (unansweredCount: number): number =>
  Math.min(ASK_AGAIN_SECONDS_MIN * 2 ** (unansweredCount - 1), ASK_AGAIN_SECONDS_MAX);

const ASK_AGAIN_SECONDS_MIN = 300;
const ASK_AGAIN_SECONDS_MAX = 21_600;
