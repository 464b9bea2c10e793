import { expect, test } from 'vitest';
import {
  currencyOf,
  REGIONS,
  regionOf,
  regionOfCardholder,
  supportsCardholderIn,
} from '../../../domain/region/regions.ts';

test('cards are issued in 22 countries, each of one region', () => {
  const countries = REGIONS.flatMap(({ accountCountries }) => accountCountries);
  expect(countries).toHaveLength(22);
  expect(new Set(countries).size).toBe(22);
  for (const country of countries) expect(countries).toContain(country);
});

test('the EEA has thirty members, and each is served from each country that issues there', () => {
  const eea = regionOf('DE');
  expect(eea.countries).toHaveLength(30);
  for (const account of eea.accountCountries)
    for (const country of eea.countries) expect(supportsCardholderIn(account, country)).toBe(true);
});

test.each([
  ['US', 'usd'],
  ['GB', 'gbp'],
  ['DE', 'eur'],
  ['HR', 'eur'],
] as const)('cards of %s are in %s', (country, currency) => {
  expect(currencyOf(country)).toBe(currency);
});

test.each([
  ['US', 'US', true],
  ['US', 'GB', false],
  ['US', 'DE', false],
  ['US', 'CA', false],
  ['GB', 'GB', true],
  ['GB', 'FR', true],
  ['GB', 'NO', true],
  ['GB', 'US', false],
  ['FR', 'GB', true],
  ['FR', 'PL', true],
  ['FR', 'CH', false],
])('an account of %s and a cardholder of %s: %s', (account, country, supported) => {
  expect(supportsCardholderIn(account, country)).toBe(supported);
});

test.each(['CA', 'CH', 'PL', 'us', ''])(
  'no account may issue in %j, and the refusal says where',
  (country) => {
    expect(() => regionOf(country)).toThrow(
      expect.objectContaining({
        code: 'country_unsupported',
        message: expect.stringContaining('US, GB, AT'),
      }),
    );
  },
);

test('only the US asks for terms, and only it does without a phone number', () => {
  const rules = REGIONS.map(({ currency, phoneRequired, termsRequired }) => ({
    currency,
    phoneRequired,
    termsRequired,
  }));
  expect(rules).toEqual([
    { currency: 'usd', phoneRequired: false, termsRequired: true },
    { currency: 'gbp', phoneRequired: true, termsRequired: false },
    { currency: 'eur', phoneRequired: true, termsRequired: false },
  ]);
});

test('a cardholder is ruled by where he lives, also where no account may be', () => {
  expect(regionOfCardholder('NO')).toBe(regionOf('DE'));
  expect(() => regionOfCardholder('CH')).toThrow('no region serves');
});
