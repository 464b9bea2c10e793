import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeptVelocity, velocityAfter, velocityAt } from '../../../domain/fraud/velocity.ts';

const AT = 1_800_000_000;
const HALF_HOUR = 1_800;
const kept: KeptVelocity = { at: AT, attempts: 8, declines: 4, amount: 1_000 };

test.each([
  ['at once', AT, { attempts: 8, declines: 4, amount: 1_000 }],
  ['half an hour later', AT + HALF_HOUR, { attempts: 4, declines: 2, amount: 500 }],
  ['an hour later', AT + 2 * HALF_HOUR, { attempts: 2, declines: 1, amount: 250 }],
  ['by a clock that is behind', AT - 60, { attempts: 8, declines: 4, amount: 1_000 }],
])('what is left of it %s', (_when, at, left) => expect(velocityAt(kept, at)).toEqual(left));

test('a card that was never used has been quiet', () =>
  expect(velocityAt(null, AT)).toEqual({ attempts: 0, declines: 0, amount: 0 }));

test('an approval counts its amount, and a decline does not', () => {
  const bought = { amount: 250n, approved: true };
  expect(velocityAfter(null, AT, bought)).toEqual({
    at: AT,
    attempts: 1,
    declines: 0,
    amount: 250,
  });
  expect(velocityAfter(kept, AT + HALF_HOUR, { ...bought, approved: false })).toEqual({
    at: AT + HALF_HOUR,
    attempts: 5,
    declines: 3,
    amount: 500,
  });
});

/** Risk: a process whose clock is behind, which makes the card's past count again. */
test('time never goes back', () =>
  expect(velocityAfter(kept, AT - 60, { amount: 1n, approved: true }).at).toBe(AT));

test('however a card is used, nothing is negative and nothing outgrows what happened', () => {
  const purchases = fc.array(
    fc.record({
      wait: fc.integer({ min: -10, max: 100_000 }),
      amount: fc.bigInt({ min: 0n, max: 1_000_000n }),
      approved: fc.boolean(),
    }),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(purchases, (bought) => {
      let [velocity, at]: [KeptVelocity | null, number] = [null, AT];
      for (const purchase of bought) {
        at += purchase.wait;
        velocity = velocityAfter(velocity, at, purchase);
        expect(velocity.declines).toBeLessThanOrEqual(velocity.attempts + 0.001);
        expect(Math.min(velocity.attempts, velocity.declines, velocity.amount)).toBeGreaterThan(-1);
      }
      expect(velocity?.attempts ?? 0).toBeLessThanOrEqual(bought.length);
      const total = bought.reduce((sum, { amount }) => sum + amount, 0n);
      expect(velocity?.amount ?? 0).toBeLessThanOrEqual(Number(total) + bought.length);
    }),
  );
});
