import { describe, expect, test } from 'vitest';
import { CARD_STATUSES } from '../../../domain/card/card.ts';
import { afterMove, canMove } from '../../../domain/card/status.ts';

const card = { status: 'active', cancellation_reason: null } as const;
const lost = { status: 'canceled', cancellation_reason: 'lost' } as const;

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

describe('a wish', () => {
  test.each([
    [card, {}, card],
    [card, { status: 'inactive' }, { ...card, status: 'inactive' }],
    [card, lost, lost],
    [card, { status: 'canceled' }, { ...card, status: 'canceled' }],
    [lost, {}, lost],
    [lost, { status: 'canceled' }, lost],
    [lost, lost, lost],
  ] as const)('%j with %j gives %j', (standing, wish, result) => {
    expect(afterMove(standing, wish)).toEqual(result);
  });

  test.each([
    [lost, { status: 'active' }, 'status_transition_invalid', 'status'],
    [lost, { status: 'inactive' }, 'status_transition_invalid', 'status'],
    [
      lost,
      { status: 'canceled', cancellation_reason: 'stolen' },
      'status_transition_invalid',
      'cancellation_reason',
    ],
    [card, { cancellation_reason: 'lost' }, 'parameter_invalid', 'cancellation_reason'],
    [
      card,
      { status: 'inactive', cancellation_reason: 'lost' },
      'parameter_invalid',
      'cancellation_reason',
    ],
  ] as const)('%j refuses %j with %s at %s', (...row) => {
    const [standing, wish, code, param] = row;
    expect(() => afterMove(standing, wish)).toThrow(expect.objectContaining({ code, param }));
  });
});
