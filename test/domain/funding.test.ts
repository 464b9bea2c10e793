import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountNumber, checkDigit } from '../../domain/funding/account-number.ts';
import {
  addressText,
  destinationOf,
  financialAddress,
  parseIban,
} from '../../domain/funding/financial-address.ts';
import { CURRENCIES } from '../../domain/money.ts';

const serials = fc.bigInt({ min: 1n, max: 9_999_999n });
const currencies = fc.constantFrom(...CURRENCIES);

/** ISO 13616, written a second time: letters are numbers from 10, and the whole leaves 1 by 97. */
function ibanRemainder(iban: string): number {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return digits.split('').reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}

/** ABA: weights 3, 7 and 1 in turn make a multiple of ten. */
function abaRemainder(routing: string): number {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
  return weights.reduce((sum, weight, index) => sum + weight * Number(routing[index]), 0) % 10;
}

test('the rules that judge here are the published ones', () => {
  expect(ibanRemainder('GB82WEST12345698765432')).toBe(1);
  expect(ibanRemainder('GB83WEST12345698765432')).not.toBe(1);
  expect(abaRemainder('021000021')).toBe(0);
  expect(abaRemainder('021000022')).not.toBe(0);
  // The example of ISO/IEC 7064 for MOD 11,10.
  expect(checkDigit('0794')).toBe('5');
});

test('an IBAN has valid check digits, the length of its country and a BIC, and is read back', () => {
  const property = fc.property(serials, (serial) => {
    const number = accountNumber('eur', serial);
    const address = financialAddress('eur', number);
    if (address.type !== 'iban') throw new Error(address.type);
    expect(address.iban).toMatch(/^DE\d{20}$/);
    expect(ibanRemainder(address.iban)).toBe(1);
    expect(address.country).toBe('DE');
    expect(address.bic).toMatch(/^[A-Z]{4}DE[A-Z0-9]{2}([A-Z0-9]{3})?$/);
    expect(parseIban(address.iban)).toEqual(destinationOf('eur', number));
    expect(addressText('eur', number)).toBe(address.iban);
  });
  fc.assert(property);
});

test('an IBAN with a wrong digit, or of another country, leads nowhere', () => {
  const property = fc.property(serials, fc.nat(19), fc.integer({ min: 1, max: 9 }), (...args) => {
    const [serial, at, by] = args;
    const right = addressText('eur', accountNumber('eur', serial));
    const digit = String((Number(right[2 + at]) + by) % 10);
    expect(parseIban(right.slice(0, 2 + at) + digit + right.slice(3 + at))).toBeUndefined();
  });
  fc.assert(property);
  expect(parseIban('GB82WEST12345698765432')).toBeUndefined();
});

test('a US address has a routing number that passes its check, and a British one a sort code', () => {
  const property = fc.property(serials, (serial) => {
    const us = financialAddress('usd', accountNumber('usd', serial));
    if (us.type !== 'aba') throw new Error(us.type);
    expect(abaRemainder(us.routingNumber)).toBe(0);
    expect(us.accountNumber).toMatch(/^\d{12}$/);

    const british = financialAddress('gbp', accountNumber('gbp', serial));
    if (british.type !== 'sort_code') throw new Error(british.type);
    expect(british.sortCode).toMatch(/^\d{6}$/);
    expect(british.accountNumber).toMatch(/^\d{8}$/);
  });
  fc.assert(property);
});

test('two serials never make the same account number', () => {
  const property = fc.property(currencies, serials, serials, (currency, one, other) => {
    fc.pre(one !== other);
    expect(accountNumber(currency, one)).not.toBe(accountNumber(currency, other));
  });
  fc.assert(property);
});

/** Risk: a slip of the pen pays somebody else. */
test('an account number with one wrong digit is nobody’s', () => {
  const property = fc.property(
    currencies,
    serials,
    fc.nat(7),
    fc.integer({ min: 1, max: 9 }),
    (...args) => {
      const [currency, serial, at, by] = args;
      const right = accountNumber(currency, serial);
      const wrong = `${right.slice(0, at)}${(Number(right[at]) + by) % 10}${right.slice(at + 1)}`;
      expect(checkDigit(wrong.slice(0, -1))).not.toBe(wrong.at(-1));
    },
  );
  fc.assert(property);
});
