/**
 * How bank accounts are numbered, in the three ways in which money moves here. Each check catches one
 * mistyped digit and most swapped ones; that the account is there, only its bank knows.
 */
import { type AppError, failure } from '../errors.ts';
import type { Currency } from '../money.ts';

export interface BankAccountNumbers {
  /** Null: the number is an IBAN. */
  readonly routingNumber: string | null;
  readonly accountNumber: string;
}

interface Given {
  readonly country: string;
  readonly currency: Currency;
  readonly routingNumber?: string | undefined;
  readonly accountNumber: string;
}

/** @throws `account_number_invalid`, `routing_number_invalid` or `parameter_invalid`, each naming its parameter. */
export function parseNumbers(given: Given): BankAccountNumbers {
  const { country, currency } = given;
  const numbers = {
    ...given,
    accountNumber: given.accountNumber.replaceAll(/[\s-]/g, '').toUpperCase(),
    routingNumber: given.routingNumber?.replaceAll(/[\s-]/g, ''),
  };
  if (currency === 'usd' && country === 'US') return american(numbers);
  if (currency === 'gbp' && country === 'GB') return british(numbers);
  if (currency === 'eur') return european(numbers);
  throw failure(
    'parameter_invalid',
    { problem: `Bank accounts in ${country} are not known to hold ${currency}.` },
    { param: 'currency' },
  );
}

function american({ routingNumber, accountNumber }: Given): BankAccountNumbers {
  if (routingNumber === undefined || !isRoutingNumber(routingNumber))
    throw badRouting('A US routing number has nine digits, of which the last is a check digit.');
  if (!/^\d{4,17}$/.test(accountNumber)) throw badNumber('A US account number has 4 to 17 digits.');
  return { routingNumber, accountNumber };
}

/** ABA: the digits weighted 3, 7, 1 add up to a multiple of ten. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = [...text].reduce(
    (total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}

/**
 * Which check digits a British account number has depends on a table of sort codes that is published
 * anew each quarter; without it only the form is judged.
 */
function british({ routingNumber, accountNumber }: Given): BankAccountNumbers {
  if (routingNumber === undefined || !/^\d{6}$/.test(routingNumber))
    throw badRouting('A sort code has six digits.');
  if (!/^\d{6,8}$/.test(accountNumber))
    throw badNumber('A British account number has eight digits.');
  return { routingNumber, accountNumber: accountNumber.padStart(8, '0') };
}

function european({ country, routingNumber, accountNumber }: Given): BankAccountNumbers {
  if (routingNumber !== undefined && routingNumber !== '')
    throw badRouting('An IBAN names its bank itself: send no routing number.');
  if (!isIban(accountNumber))
    throw badNumber('This is no IBAN: its length or its check digits are wrong.');
  if (!accountNumber.startsWith(country))
    throw badNumber(`An IBAN of ${country} begins with these two letters.`);
  return { routingNumber: null, accountNumber };
}

/** SWIFT IBAN registry: how long an IBAN is, where accounts hold euros. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

/** ISO 13616 and ISO 7064, mod 97-10. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]+$/.test(text)) return false;
  if (IBAN_LENGTHS[text.slice(0, 2)] !== text.length) return false;
  const rotated = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const character of rotated)
    for (const digit of String(Number.parseInt(character, 36)))
      rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const badNumber = (problem: string): AppError =>
  failure('account_number_invalid', { problem }, { param: 'account_number' });

const badRouting = (problem: string): AppError =>
  failure('routing_number_invalid', { problem }, { param: 'routing_number' });
