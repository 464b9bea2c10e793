import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantViolation } from '../../domain/invariant.ts';
import { CURRENCIES, isCurrency, lesser, minus, money, plus } from '../../domain/money.ts';

const minors = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const currencies = fc.constantFrom(...CURRENCIES);

test('adding and subtracting are exact and undo each other, far beyond 2^53', () => {
  const property = fc.property(minors, minors, currencies, (left, right, currency) => {
    const [a, b] = [money(left, currency), money(right, currency)];
    expect(plus(a, b)).toEqual(money(left + right, currency));
    expect(minus(plus(a, b), b)).toEqual(a);
    expect(plus(a, b)).toEqual(plus(b, a));
  });
  fc.assert(property);
});

test('the lesser of two amounts is one of them, and no more than either', () => {
  const property = fc.property(minors, minors, (left, right) => {
    const { minor } = lesser(money(left, 'usd'), money(right, 'usd'));
    expect(minor).toBe(left < right ? left : right);
  });
  fc.assert(property);
});

/** Risk: pence added to cents, which no later check could see. */
describe('amounts of different currencies never meet', () => {
  test.each([
    ['plus', plus],
    ['minus', minus],
    ['lesser', lesser],
  ] as const)('%s', (_name, meet) => {
    expect(() => meet(money(1n, 'usd'), money(1n, 'gbp'))).toThrow(InvariantViolation);
  });
});

test.each([
  ['usd', true],
  ['eur', true],
  ['gbp', true],
  ['USD', false],
  ['jpy', false],
  ['', false],
])('%s is a currency of cards: %s', (text, expected) => expect(isCurrency(text)).toBe(expected));
