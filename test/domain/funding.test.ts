import fc from 'fast-check';
import { expect, test } from 'vitest';
import { financialAddress } from '../../domain/funding/financial-address.ts';
import { CURRENCIES } from '../../domain/money.ts';

const seeds = fc.stringMatching(/^[0-9]{12}$/);

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
});

test('an IBAN has valid check digits, the length of its country and a BIC', () => {
  const property = fc.property(seeds, (seed) => {
    const address = financialAddress('eur', seed);
    if (address.type !== 'iban') throw new Error(address.type);
    expect(address.iban).toMatch(/^DE\d{20}$/);
    expect(ibanRemainder(address.iban)).toBe(1);
    expect(address.country).toBe('DE');
    expect(address.bic).toMatch(/^[A-Z]{4}DE[A-Z0-9]{2}([A-Z0-9]{3})?$/);
  });
  fc.assert(property);
});

test('a US address has a routing number that passes its check, and a British one a sort code', () => {
  const property = fc.property(seeds, (seed) => {
    const us = financialAddress('usd', seed);
    if (us.type !== 'aba') throw new Error(us.type);
    expect(us.routingNumber).toMatch(/^\d{9}$/);
    expect(abaRemainder(us.routingNumber)).toBe(0);
    expect(us.accountNumber).toBe(seed);

    const british = financialAddress('gbp', seed);
    if (british.type !== 'sort_code') throw new Error(british.type);
    expect(british.sortCode).toMatch(/^\d{6}$/);
    expect(british.accountNumber).toMatch(/^\d{8}$/);
  });
  fc.assert(property);
});

test.each(CURRENCIES)('%s is sent to the same place every time', (currency) => {
  const seed = '012345678901';
  expect(financialAddress(currency, seed)).toEqual(financialAddress(currency, seed));
  expect(financialAddress(currency, '112345678901')).not.toEqual(financialAddress(currency, seed));
});
