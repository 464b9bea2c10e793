/**
 * Account numbers of the sandbox's bank. The serial makes them unique; it is turned about, so that two
 * accounts that follow each other have nothing in common, and ends in a check digit, so that a single
 * wrong digit, or two that are swapped, lead to nobody instead of to somebody else's balance.
 */
import { invariant } from '../invariant.ts';
import type { Currency } from '../money.ts';

/** Digits of the whole number, the check digit among them. */
const LENGTHS: Readonly<Record<Currency, number>> = { eur: 10, gbp: 8, usd: 12 };

/** It shares no divisor with ten: so it takes each serial to a number of its own. */
const TURN = 7_654_321n;

/** @param serial from 1, and of no other address. */
export function accountNumber(currency: Currency, serial: bigint): string {
  const length = LENGTHS[currency];
  const count = 10n ** BigInt(length - 1);
  invariant(serial > 0n && serial < count, `no account number is left for ${serial}`);
  const body = String((serial * TURN) % count).padStart(length - 1, '0');
  return `${body}${checkDigit(body)}`;
}

/** ISO/IEC 7064, MOD 11,10: it finds every single wrong digit and nearly every swap. */
export function checkDigit(body: string): string {
  let product = 10;
  for (const digit of body) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}
