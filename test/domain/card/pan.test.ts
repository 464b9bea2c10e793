import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CARD_BRANDS } from '../../../domain/card/card.ts';
import { passesLuhn } from '../../../domain/card/luhn.ts';
import { drawCvc, drawPan, last4Of, SANDBOX_RANGES } from '../../../domain/card/pan.ts';

/** Answers each question with the next of these shares of what was asked for. */
const drawing = (shares: readonly number[]) => {
  let index = 0;
  return (below: number) => Math.floor((shares[index++ % shares.length] ?? 0) * below);
};
const shares = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 1,
});

test.each(CARD_BRANDS)('a %s number has 16 digits, lies in a range and passes Luhn', (brand) => {
  fc.assert(
    fc.property(shares, (drawn) => {
      const number = drawPan(brand, drawing(drawn)).expose();
      expect(number).toMatch(/^\d{16}$/);
      expect(passesLuhn(number)).toBe(true);
      expect(SANDBOX_RANGES[brand].some((range) => number.startsWith(range))).toBe(true);
    }),
  );
});

test('the brands share no range', () => {
  const ranges = CARD_BRANDS.flatMap((brand) => [...SANDBOX_RANGES[brand]]);
  for (const range of ranges)
    expect(ranges.filter((other) => other.startsWith(range))).toEqual([range]);
});

test('a CVC has three digits, also when they begin with zeros', () => {
  expect(drawCvc(() => 7).expose()).toBe('007');
  expect(drawCvc((below) => below - 1).expose()).toBe('999');
});

test('number and CVC never print themselves', () => {
  const number = drawPan('Visa', () => 0);
  const cvc = drawCvc(() => 7);
  expect(last4Of(number)).toBe(number.expose().slice(-4));
  for (const text of [
    String(number) + String(cvc),
    JSON.stringify({ number, cvc }),
    inspect({ number, cvc }),
  ])
    expect(text).not.toMatch(/\d{3}/);
});
