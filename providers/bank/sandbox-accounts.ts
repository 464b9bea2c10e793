import type { ReturnCode } from '../../domain/bank-account/return-code.ts';

/** What becomes of an order that names a bank account. */
export interface Fate {
  readonly debit: ReturnCode;
  readonly credit: ReturnCode;
  /** It comes back after it was done, instead of before. Absent: it is never done. */
  readonly late?: 'days' | 'weeks';
}

const never = (code: ReturnCode): Fate => ({ debit: code, credit: code });

/**
 * By the last eight digits of the account number, so that one rule serves US numbers, British numbers
 * and IBANs. Stripe's test numbers (000111111113 and so on) end like this; those of the last two rows
 * have no counterpart there, or do the nearest thing to it. Every other account works.
 */
const FATES: Readonly<Record<string, Fate>> = {
  '11111113': never('account_closed'),
  '11111116': never('no_account'),
  '22222227': never('insufficient_funds'),
  '33333335': never('debit_not_authorized'),
  '44444440': never('invalid_currency'),
  '55555559': { debit: 'debit_not_authorized', credit: 'account_closed', late: 'weeks' },
  '88888882': { debit: 'insufficient_funds', credit: 'no_account', late: 'days' },
};

/** Micro-deposits cannot be sent to it. */
const UNREACHABLE = '66666661';

const ending = (accountNumber: string): string => accountNumber.slice(-8);

export const fateOf = (accountNumber: string): Fate | undefined => FATES[ending(accountNumber)];

export const isReachable = (accountNumber: string): boolean =>
  ending(accountNumber) !== UNREACHABLE;
