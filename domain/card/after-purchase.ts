import {
  PIN_FAILURES_MAX,
  type PinCheck,
  pinFailuresAfter,
} from '../authorization/verification.ts';
import type { CardStatus } from './card.ts';

/** What a purchase may change of a card. */
export interface CardUse {
  readonly status: CardStatus;
  /** Wrong online PINs in a row. */
  readonly pin_failures: number;
  readonly payments: number;
  /** Null: it is good for any number of them. */
  readonly cancel_after_payments: number | null;
}

export interface Use {
  readonly pin: PinCheck | null;
  /** An approved purchase of more than nothing. */
  readonly isPayment: boolean;
}

/**
 * The card after a purchase: the third wrong PIN in a row makes it inactive, and the last payment that
 * its lifecycle controls allow cancels it (contract §2.2). The same object when nothing changes.
 */
export function afterPurchase<C extends CardUse>(card: C, { pin, isPayment }: Use): C {
  const pin_failures = pinFailuresAfter(card.pin_failures, pin);
  const counts = isPayment && card.cancel_after_payments !== null;
  if (pin_failures === card.pin_failures && !counts) return card;
  const payments = card.payments + (counts ? 1 : 0);
  return {
    ...card,
    pin_failures,
    payments,
    status: statusAfter({ ...card, pin_failures, payments }),
  };
}

function statusAfter({
  status,
  pin_failures,
  payments,
  cancel_after_payments,
}: CardUse): CardStatus {
  if (cancel_after_payments !== null && payments >= cancel_after_payments) return 'canceled';
  return pin_failures === PIN_FAILURES_MAX && status === 'active' ? 'inactive' : status;
}
