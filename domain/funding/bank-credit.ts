/** What becomes of a bank transfer that has arrived. */
import { addBusinessDays, calendarOf, zoneOf } from '../calendar/bank-calendar.ts';
import { civilDateAt, instantOf } from '../calendar/zone.ts';
import type { Currency } from '../money.ts';
import { isSupported, type Network } from './rails.ts';

/**
 *   succeeded   on the Issuing balance of an account
 *   held        in suspense: nobody may spend it until a person has placed it
 *   returning   on its way back to the sender, which nobody can stop any more
 *   returned    the bank has sent it back
 */
export const BANK_CREDIT_STATUSES = ['held', 'returned', 'returning', 'succeeded'] as const;
export type BankCreditStatus = (typeof BANK_CREDIT_STATUSES)[number];

/** In the order in which they are looked for: the first that holds is told. */
export const HELD_REASONS = [
  'sender_listed',
  'address_unknown',
  'network_unsupported',
  'currency_mismatch',
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

interface Arrival {
  readonly currency: Currency;
  readonly network: Network;
  /** The currency of the balance that the address leads to. Absent: it leads to none. */
  readonly addressCurrency?: Currency;
  /** The sender may be on a watch list. */
  readonly isSenderListed: boolean;
}

/** Why it cannot be placed by itself. `undefined`: it is credited at once. */
export function heldReasonOf(arrival: Arrival): HeldReason | undefined {
  const { currency, network, addressCurrency, isSenderListed } = arrival;
  if (isSenderListed) return 'sender_listed';
  if (addressCurrency === undefined) return 'address_unknown';
  if (!isSupported(addressCurrency, network)) return 'network_unsupported';
  return currency === addressCurrency ? undefined : 'currency_mismatch';
}

const BOUNCE_BUSINESS_DAYS = 2;
const UNPLACED_BUSINESS_DAYS = 20;

/**
 * When what nobody has placed goes back by itself, in unix seconds: at the beginning of a business day
 * of its currency. A wire on the wrong rail bounces within three business days; the money of a sender
 * who may be on a watch list moves only when a person says so.
 */
export function returnAtOf(
  reason: HeldReason,
  { currency, at }: { readonly currency: Currency; readonly at: number },
): number | undefined {
  if (reason === 'sender_listed') return undefined;
  const days = reason === 'network_unsupported' ? BOUNCE_BUSINESS_DAYS : UNPLACED_BUSINESS_DAYS;
  const calendar = calendarOf(currency);
  const zone = zoneOf(calendar);
  const date = addBusinessDays(calendar, civilDateAt(at, zone), days);
  return instantOf(date, '09:00', zone);
}

/** Only what is held can be placed or sent back. */
export const canDecide = (status: BankCreditStatus): boolean => status === 'held';

export const isSettled = (status: BankCreditStatus): boolean =>
  status === 'returned' || status === 'succeeded';

const RANKS = { held: 0, returning: 1, returned: 2, succeeded: 2 } as const satisfies Record<
  BankCreditStatus,
  number
>;

/** A credit only goes forward: what is known late never takes it back. */
export const isFurther = (one: BankCreditStatus, other: BankCreditStatus): boolean =>
  RANKS[one] > RANKS[other];
