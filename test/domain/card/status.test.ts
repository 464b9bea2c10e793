import { expect, test } from 'vitest';
import { CARD_STATUSES } from '../../../domain/card/card.ts';
import { canMove } from '../../../domain/card/status.ts';

test('a card may be switched on and off, and canceled once and for good', () => {
  const table = CARD_STATUSES.map((from) => [
    from,
    CARD_STATUSES.filter((to) => canMove(from, to)),
  ]);
  expect(Object.fromEntries(table)).toEqual({
    active: ['active', 'canceled', 'inactive'],
    canceled: ['canceled'],
    inactive: ['active', 'canceled', 'inactive'],
  });
});
