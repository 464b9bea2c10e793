import {
  PIN_FAILURES_MAX,
  type PinCheck,
  pinFailuresAfter,
} from '../authorization/verification.ts';
import type { CardStatus } from './card.ts';
import { afterPayment } from './payment-count.ts';

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
  const counted = isPayment ? afterPayment(card) : undefined;
  if (pin_failures === card.pin_failures && !counted) return card;
  const used = { ...card, pin_failures, ...counted };
  const isBlocked = pin_failures === PIN_FAILURES_MAX && used.status === 'active';
  return isBlocked ? { ...used, status: 'inactive' } : used;
}
