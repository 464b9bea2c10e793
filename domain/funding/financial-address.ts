/**
 * Where money is sent to reach an Issuing balance. Numbers are made from a text that is the
 * account's own, so that they are stable; none of them leads to a real bank.
 */
import { unreachable } from '../invariant.ts';
import type { Currency } from '../money.ts';

export type FinancialAddress =
  | { readonly type: 'aba'; readonly routingNumber: string; readonly accountNumber: string }
  | { readonly type: 'iban'; readonly iban: string; readonly bic: string; readonly country: string }
  | { readonly type: 'sort_code'; readonly sortCode: string; readonly accountNumber: string };

/**
 * The sandbox's bank in each country. Its codes are well-formed, because a client may check their
 * digits: routing number and sort code are those that Stripe publishes for testing, and no German bank
 * code begins with 9.
 */
const ROUTING_NUMBER = '110000000';
const SORT_CODE = '108800';
const IBAN_COUNTRY = 'DE';
const IBAN_BANK_CODE = '90000000';
const BIC = 'CWSBDEFFXXX';

/** @param seed decimal digits of the account's own, at least twelve. */
export function financialAddress(currency: Currency, seed: string): FinancialAddress {
  switch (currency) {
    case 'usd':
      return { type: 'aba', routingNumber: ROUTING_NUMBER, accountNumber: seed.slice(0, 12) };
    case 'gbp':
      return { type: 'sort_code', sortCode: SORT_CODE, accountNumber: seed.slice(0, 8) };
    case 'eur':
      return { type: 'iban', iban: iban(seed.slice(0, 10)), bic: BIC, country: IBAN_COUNTRY };
    default:
      return unreachable(currency);
  }
}

/** ISO 13616: the check digits make the whole, read as a number, leave 1 when divided by 97. */
function iban(accountNumber: string): string {
  const bban = `${IBAN_BANK_CODE}${accountNumber}`;
  const check = 98n - (BigInt(`${bban}${digitsOf(IBAN_COUNTRY)}00`) % 97n);
  return `${IBAN_COUNTRY}${String(check).padStart(2, '0')}${bban}`;
}

/** A is 10 and Z is 35. */
const digitsOf = (letters: string): string =>
  letters
    .split('')
    .map((letter) => String(Number.parseInt(letter, 36)))
    .join('');
