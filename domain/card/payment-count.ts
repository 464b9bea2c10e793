import type { CardStatus } from './card.ts';

interface Counted {
  readonly status: CardStatus;
  /** So many payments, and the card cancels itself. Null: never. */
  readonly cancel_after_payments: number | null;
  readonly payments: number;
}

/**
 * The card after one more payment: an approved purchase of more than nothing, or a capture that nobody
 * authorized. It is canceled by the last one that it was made for. Captures of a purchase, increments and
 * checks of the card are no payments of their own. `undefined`: this card does not count.
 */
export function afterPayment({
  status,
  cancel_after_payments: max,
  payments,
}: Counted): Pick<Counted, 'payments' | 'status'> | undefined {
  if (max === null || status === 'canceled') return undefined;
  const counted = payments + 1;
  return { payments: counted, status: counted >= max ? 'canceled' : status };
}
