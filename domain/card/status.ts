import { failure } from '../errors.ts';
import type { CancellationReason, CardStatus } from './card.ts';

/** The one place that says which change is lawful: API and documents read it. Canceled is for good. */
const NEXT: Readonly<Record<CardStatus, readonly CardStatus[]>> = {
  active: ['inactive', 'canceled'],
  canceled: [],
  inactive: ['active', 'canceled'],
};

/** To stay is no move, and always lawful. */
export const canMove = (from: CardStatus, to: CardStatus): boolean =>
  from === to || NEXT[from].includes(to);

interface Standing {
  readonly status: CardStatus;
  readonly cancellation_reason: CancellationReason | null;
}

interface Wish {
  readonly status?: CardStatus | undefined;
  readonly cancellation_reason?: CancellationReason | undefined;
}

/**
 * What stands after a wish: a reason goes with the cancellation itself, and stays as it was given.
 *
 * @throws `status_transition_invalid` or `parameter_invalid`.
 */
export function afterMove(card: Standing, wish: Wish): Standing {
  const status = wish.status ?? card.status;
  const reason = wish.cancellation_reason;
  if (!canMove(card.status, status))
    throw failure(
      'status_transition_invalid',
      { problem: `A card that is ${card.status} cannot become ${status}.` },
      { param: 'status' },
    );
  if (reason === undefined) return { status, cancellation_reason: card.cancellation_reason };
  if (wish.status !== 'canceled')
    throw failure(
      'parameter_invalid',
      { problem: 'A cancellation_reason goes with status=canceled.' },
      { param: 'cancellation_reason' },
    );
  if (card.status === 'canceled' && reason !== card.cancellation_reason)
    throw failure(
      'status_transition_invalid',
      { problem: 'This card is canceled already: its reason stays as it was given.' },
      { param: 'cancellation_reason' },
    );
  return { status, cancellation_reason: reason };
}
