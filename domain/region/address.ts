/** What makes an address one of its country. A country with rules of its own is a row more. */
import { failure } from '../errors.ts';
import { regionOf, supportsCardholderIn } from './regions.ts';
import { US_STATES } from './us-states.ts';

export interface Address {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly postal_code: string;
  /** ISO 3166, two capital letters. */
  readonly country: string;
}

interface AddressRules {
  /** The states that there are, where an address needs one. */
  readonly states?: { readonly codes: ReadonlySet<string>; readonly hint: string };
  readonly postalCode: { readonly shape: RegExp; readonly hint: string };
}

const RULES: Readonly<Record<string, AddressRules>> = {
  US: {
    states: {
      codes: US_STATES,
      hint: 'Use the two-letter code of the postal service, such as CA.',
    },
    postalCode: { shape: /^\d{5}(-\d{4})?$/, hint: 'Use five digits, or nine as in 12345-6789.' },
  },
};

/** Where a country has no row: a postal code is letters, digits, spaces and hyphens. */
const ANYWHERE: AddressRules = {
  postalCode: {
    shape: /^[\p{L}\d][\p{L}\d -]{1,11}$/u,
    hint: 'Use 2 to 12 letters, digits, spaces and hyphens.',
  },
};

/**
 * Makes sure that a cardholder of this account may live at this address.
 *
 * @param param where the caller wrote it, such as `billing[address]`.
 * @throws `country_unsupported`, `state_unsupported`, `postal_code_invalid` or `parameter_missing`.
 */
export function checkAddress(address: Address, accountCountry: string, param: string): void {
  const { country } = address;
  if (!supportsCardholderIn(accountCountry, country))
    throw failure(
      'country_unsupported',
      { country, supported: regionOf(accountCountry).cardholderCountries.join(', ') },
      { param: `${param}[country]` },
    );
  checkAddressWithin(address, param);
}

/**
 * Makes sure that the address is one of its own country.
 *
 * @throws `state_unsupported`, `postal_code_invalid` or `parameter_missing`.
 */
export function checkAddressWithin(address: Address, param: string): void {
  const { country, state, postal_code } = address;
  const { states, postalCode } = RULES[country] ?? ANYWHERE;
  if (states && state === null)
    throw failure('parameter_missing', { name: `${param}[state]` }, { param: `${param}[state]` });
  if (states && !states.codes.has(state ?? ''))
    throw failure(
      'state_unsupported',
      { problem: `'${state}' is not a state of ${country}. ${states.hint}` },
      { param: `${param}[state]` },
    );
  if (!postalCode.shape.test(postal_code))
    throw failure(
      'postal_code_invalid',
      { problem: `'${postal_code}' is not a postal code of ${country}. ${postalCode.hint}` },
      { param: `${param}[postal_code]` },
    );
}
