import { failure } from '../errors.ts';

/** The last month in which a card is valid. */
export interface Expiry {
  readonly month: number;
  readonly year: number;
}

/** A card whose creator names no expiry is valid for this long. */
const YEARS_DEFAULT = 3;

/** A card is valid for at most this long: the account's data must not outlive its keys. */
const YEARS_MAX = 10;

/** The first second, unix and UTC, at which a card with this expiry is no longer valid (contract §3.2 rule 4). */
export const expiresAt = (expMonth: number, expYear: number): number =>
  Date.UTC(expYear, expMonth, 1) / 1000;

export function defaultExpiry(now: Date): Expiry {
  return { month: now.getUTCMonth() + 1, year: now.getUTCFullYear() + YEARS_DEFAULT };
}

/** @throws `parameter_invalid` when the card would not be valid now, or for too long. */
export function checkExpiry({ month, year }: Expiry, now: Date): void {
  const today = { month: now.getUTCMonth() + 1, year: now.getUTCFullYear() };
  if (monthCount({ month, year }) < monthCount(today))
    throw refuse(`The card would be expired: ${month}/${year} has passed.`);
  if (monthCount({ month, year }) > monthCount(today) + YEARS_MAX * 12)
    throw refuse(`The expiry must be at most ${YEARS_MAX} years from now.`);
}

const refuse = (problem: string) =>
  failure('parameter_invalid', { problem }, { param: 'exp_year' });

/** Months, so that two expiries can be compared. */
export const monthCount = ({ month, year }: Expiry): number => year * 12 + month;

export const monthAfter = ({ month, year }: Expiry): Expiry =>
  month === 12 ? { month: 1, year: year + 1 } : { month: month + 1, year };
