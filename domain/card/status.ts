import type { CardStatus } from './card.ts';

/** The one place that says which change is lawful: API and documents read it. Canceled is for good. */
const NEXT: Readonly<Record<CardStatus, readonly CardStatus[]>> = {
  active: ['inactive', 'canceled'],
  canceled: [],
  inactive: ['active', 'canceled'],
};

/** To stay is no move, and always lawful. */
export const canMove = (from: CardStatus, to: CardStatus): boolean =>
  from === to || NEXT[from].includes(to);
