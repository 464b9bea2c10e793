/**
 * Where money is sent to reach an Issuing balance, by the rails of its region: an account number at the
 * sandbox's bank, which is no real one.
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
export const BANK_CODES: Readonly<Record<Currency, string>> = {
  eur: '90000000',
  gbp: '108800',
  usd: '110000000',
};
const IBAN_COUNTRY = 'DE';
const BIC = 'CWSBDEFFXXX';

export const ADDRESS_TYPES = {
  eur: 'iban',
  gbp: 'sort_code',
  usd: 'aba',
} as const satisfies Record<Currency, FinancialAddress['type']>;

export function financialAddress(currency: Currency, accountNumber: string): FinancialAddress {
  const bankCode = BANK_CODES[currency];
  switch (currency) {
    case 'usd':
      return { type: 'aba', routingNumber: bankCode, accountNumber };
    case 'gbp':
      return { type: 'sort_code', sortCode: bankCode, accountNumber };
    case 'eur':
      return {
        type: 'iban',
        iban: iban(`${bankCode}${accountNumber}`),
        bic: BIC,
        country: IBAN_COUNTRY,
      };
    default:
      return unreachable(currency);
  }
}

/** An account at a bank, as a transfer names it. */
export interface Destination {
  readonly bankCode: string;
  readonly accountNumber: string;
}

export const destinationOf = (currency: Currency, accountNumber: string): Destination => ({
  bankCode: BANK_CODES[currency],
  accountNumber,
});

/** As it stands on a transfer. */
export function addressText(currency: Currency, accountNumber: string): string {
  const address = financialAddress(currency, accountNumber);
  return address.type === 'iban' ? address.iban : `${BANK_CODES[currency]}/${accountNumber}`;
}

const GERMAN_IBAN = /^DE(\d{2})(\d{8})(\d{10})$/;

/** @returns `undefined` for an IBAN that no account of ours can have: of another country, or misspelt. */
export function parseIban(text: string): Destination | undefined {
  const parts = GERMAN_IBAN.exec(text);
  const [, , bankCode, accountNumber] = parts ?? [];
  if (bankCode === undefined || accountNumber === undefined) return undefined;
  return iban(`${bankCode}${accountNumber}`) === text ? { bankCode, accountNumber } : undefined;
}

/** ISO 13616: the check digits make the whole, read as a number, leave 1 when divided by 97. */
function iban(bban: string): string {
  const check = 98n - (BigInt(`${bban}${digitsOf(IBAN_COUNTRY)}00`) % 97n);
  return `${IBAN_COUNTRY}${String(check).padStart(2, '0')}${bban}`;
}

/** A is 10 and Z is 35. */
const digitsOf = (letters: string): string =>
  letters
    .split('')
    .map((letter) => String(Number.parseInt(letter, 36)))
    .join('');
