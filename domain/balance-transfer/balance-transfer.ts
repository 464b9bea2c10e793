import { addBusinessDays, bankDateAt, calendarOf, zoneOf } from '../calendar/bank-calendar.ts';
import { instantOf } from '../calendar/zone.ts';
import type { Currency } from '../money.ts';

/** Pending: it has left the one balance, and has not reached the other. */
export const BALANCE_TRANSFER_STATUSES = ['pending', 'succeeded'] as const;
export type BalanceTransferStatus = (typeof BALANCE_TRANSFER_STATUSES)[number];

/** When banks of the UK and of the euro area have moved the money between the two safeguarded accounts. */
const OPENING = '09:00';

/**
 * When a transfer between the balances of an account arrives, in unix seconds: at once in the US, on the
 * next business day elsewhere (contract §6.2).
 */
export function balanceTransferArrival(currency: Currency, at: number): number {
  if (currency === 'usd') return at;
  const calendar = calendarOf(currency);
  const date = addBusinessDays(calendar, bankDateAt(at, calendar), 1);
  return instantOf(date, OPENING, zoneOf(calendar));
}
