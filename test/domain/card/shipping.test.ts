import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterShipping,
  canShip,
  isShippingOver,
  SHIPPING_MOVES,
  SHIPPING_STATUSES,
  type ShippingMove,
  type ShippingStatus,
} from '../../../domain/card/shipping.ts';

const MOVES: readonly ShippingMove[] = ['cancel', 'submit', 'ship', 'deliver', 'return', 'fail'];

/** Where a card comes to when everything is said of it that can be said, in any order. */
function walk(moves: readonly ShippingMove[]): readonly ShippingStatus[] {
  const seen: ShippingStatus[] = ['pending'];
  for (const move of moves)
    if (canShip(move, seen.at(-1) ?? 'pending')) seen.push(afterShipping(move));
  return seen;
}
const stories = fc.array(fc.constantFrom(...MOVES), { maxLength: 30 });

describe('whatever is said of a card, in whatever order,', () => {
  test('it is nowhere twice, and nothing follows its end', () => {
    fc.assert(
      fc.property(stories, (moves) => {
        const seen = walk(moves);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.slice(0, -1).some(isShippingOver)).toBe(false);
      }),
    );
  });

  test('it is shipped only after it was submitted, and arrives only after it was shipped', () => {
    fc.assert(
      fc.property(stories, (moves) => {
        const seen = walk(moves);
        const before = (first: ShippingStatus, then: ShippingStatus): boolean =>
          !seen.includes(then) || seen.indexOf(first) < seen.indexOf(then);
        expect(seen.includes('shipped') && !seen.includes('submitted')).toBe(false);
        expect(seen.includes('delivered') && !seen.includes('shipped')).toBe(false);
        expect(before('submitted', 'shipped') && before('shipped', 'returned')).toBe(true);
      }),
    );
  });

  test('it is canceled only while it is pending: what was submitted is made', () => {
    fc.assert(
      fc.property(stories, (moves) => {
        const seen = walk(moves);
        if (seen.includes('canceled')) expect(seen).toEqual(['pending', 'canceled']);
      }),
    );
  });
});

test('every move is walked', () => {
  expect(Object.keys(SHIPPING_MOVES)).toEqual(MOVES);
});

test('the ends are those that no move leads away from', () => {
  expect(SHIPPING_STATUSES.filter(isShippingOver)).toEqual([
    'canceled',
    'delivered',
    'failure',
    'returned',
  ]);
});
