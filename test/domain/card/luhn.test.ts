import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigit, passesLuhn } from '../../../domain/card/luhn.ts';

const digits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 })
  .map((values) => values.join(''));

test.each(['4242424242424242', '5555555555554444', '2223003122003222', '79927398713'])(
  '%s passes',
  (number) => expect(passesLuhn(number)).toBe(true),
);

test.each(['4242424242424241', '5555555555554445', '0', '', '42a2'])('%j does not', (number) => {
  expect(passesLuhn(number)).toBe(false);
});

test('every number with its check digit passes, and with any other last digit fails', () => {
  fc.assert(
    fc.property(digits, (body) => {
      const right = checkDigit(body);
      for (const last of '0123456789') expect(passesLuhn(body + last)).toBe(last === right);
    }),
  );
});

test('one wrong digit anywhere is found', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const number = body + checkDigit(body);
      const index = at % number.length;
      const wrong = (Number(number[index]) + by) % 10;
      expect(passesLuhn(number.slice(0, index) + wrong + number.slice(index + 1))).toBe(false);
    }),
  );
});
