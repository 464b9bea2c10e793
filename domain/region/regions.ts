/**
 * Where cards are issued, as data: a country more is a row more. Cardholders live where the issuer of
 * their account's region may serve them; copies of the documentation disagree on whether a British
 * account may serve the EEA and the reverse. Here it may (contract §6.1).
 */
import { failure } from '../errors.ts';
import { invariant } from '../invariant.ts';
import type { Currency } from '../money.ts';

/** Members of the European Economic Area in which accounts may issue. */
const EEA_ISSUING = [
  'AT',
  'BE',
  'CY',
  'DE',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PT',
  'SI',
  'SK',
] as const;

/** The other members: accounts of the EEA may serve cardholders there. */
const EEA_SERVED = ['BG', 'CZ', 'DK', 'HU', 'IS', 'LI', 'NO', 'PL', 'RO', 'SE'] as const;

const EEA = [...EEA_ISSUING, ...EEA_SERVED];

export interface Region {
  /** As a message says it: "Cards in the EEA …". */
  readonly name: string;
  /** Of the cards and of the Issuing balance. */
  readonly currency: Currency;
  /** Countries of the accounts that may issue. */
  readonly accountCountries: readonly string[];
  /** All countries of the region. */
  readonly countries: readonly string[];
  /** Countries of the cardholders that its accounts may serve. */
  readonly cardholderCountries: readonly string[];
  /** One-time passwords go by SMS where strong authentication is the law. */
  readonly phoneRequired: boolean;
  /** Individuals accept the issuing bank's terms before they may use a card. */
  readonly termsRequired: boolean;
}

export const REGIONS: readonly Region[] = [
  {
    name: 'the US',
    currency: 'usd',
    accountCountries: ['US'],
    countries: ['US'],
    cardholderCountries: ['US'],
    phoneRequired: false,
    termsRequired: true,
  },
  {
    name: 'the UK',
    currency: 'gbp',
    accountCountries: ['GB'],
    countries: ['GB'],
    cardholderCountries: ['GB', ...EEA],
    phoneRequired: true,
    termsRequired: false,
  },
  {
    name: 'the EEA',
    currency: 'eur',
    accountCountries: EEA_ISSUING,
    countries: EEA,
    cardholderCountries: ['GB', ...EEA],
    phoneRequired: true,
    termsRequired: false,
  },
];

const ACCOUNT_COUNTRIES = REGIONS.flatMap(({ accountCountries }) => accountCountries);

/**
 * The region of an account.
 * @throws `country_unsupported` when no account may issue there.
 */
export function regionOf(country: string): Region {
  const region = REGIONS.find(({ accountCountries }) => accountCountries.includes(country));
  if (region === undefined)
    throw failure('country_unsupported', { country, supported: ACCOUNT_COUNTRIES.join(', ') });
  return region;
}

/** @throws `country_unsupported` when no account may issue there. */
export const currencyOf = (country: string): Currency => regionOf(country).currency;

export const supportsCardholderIn = (accountCountry: string, country: string): boolean =>
  regionOf(accountCountry).cardholderCountries.includes(country);

/** The region in which a cardholder lives, whose rules hold for that person. */
export function regionOfCardholder(country: string): Region {
  const region = REGIONS.find(({ countries }) => countries.includes(country));
  invariant(region !== undefined, `a cardholder lives in ${country}, which no region serves`);
  return region;
}
