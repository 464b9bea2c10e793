/** Whether account, card and cardholder may pay at all, whatever is bought (contract §3.2, rules 1-9). */
import { check } from '../check.ts';
import type { AuthorizationFacts } from '../facts.ts';

export const platformFault = check('platform_fault', {
  reads: ({ fault }) => ({ fault }),
  passes: ({ fault }) => fault === null,
  why: ({ fault }) =>
    fault === 'queue_full'
      ? 'We had more purchases to decide than we could take: nothing was wrong with this one.'
      : 'We could not decide in the time that the network gives: nothing was wrong with the purchase.',
});

export const accountStanding = check('account', {
  reads: ({ account }) => ({ cardIssuing: account.cardIssuing }),
  passes: ({ cardIssuing }) => cardIssuing === 'active',
  why: ({ cardIssuing }) => `The account may not issue cards: card issuing is ${cardIssuing}.`,
});

/** What a merchant was promised with an open authorization may still grow (contract §2.2). */
const isIncrement = ({ asked, total }: AuthorizationFacts): boolean => total.minor > asked.minor;

export const cardCanceled = check('card_canceled', {
  reads: (facts) => ({ status: facts.card.status, isIncrement: isIncrement(facts) }),
  passes: ({ status, isIncrement: isOpen }) => status !== 'canceled' || isOpen,
  why: () => 'The card is canceled.',
});

export const cardExpired = check('card_expired', {
  reads: ({ at, card }) => ({ at, expiresAt: card.expiresAt }),
  passes: ({ at, expiresAt }) => at < expiresAt,
  why: () => 'The card has expired.',
});

export const pinUnblocked = check('pin_blocked', {
  reads: (facts) => ({ pinBlocked: facts.card.pinBlocked, isIncrement: isIncrement(facts) }),
  passes: ({ pinBlocked, isIncrement: isOpen }) => !pinBlocked || isOpen,
  why: () =>
    'The PIN is blocked after three wrong ones in a row, until the card is activated again.',
});

export const cardInactive = check('card_inactive', {
  reads: (facts) => ({ status: facts.card.status, isIncrement: isIncrement(facts) }),
  passes: ({ status, isIncrement: isOpen }) => status !== 'inactive' || isOpen,
  why: () => 'The card is not active.',
});

export const cardholderBlocked = check('cardholder_blocked', {
  reads: ({ cardholder }) => ({ status: cardholder.status }),
  passes: ({ status }) => status !== 'blocked',
  why: () => 'The cardholder is blocked.',
});

export const cardholderInactive = check('cardholder_inactive', {
  reads: ({ cardholder }) => ({ status: cardholder.status }),
  passes: ({ status }) => status !== 'inactive',
  why: () => 'The cardholder is not active.',
});

export const cardholderVerified = check('cardholder_requirements', {
  reads: ({ cardholder }) => ({ disabledReason: cardholder.disabledReason }),
  passes: ({ disabledReason }) => disabledReason === null,
  why: ({ disabledReason }) => `The cardholder has still to be verified (${disabledReason}).`,
});
