import { invariant } from './invariant.ts';

/** The currencies in which cards are issued and balances are held. All have two decimals. */
export const CURRENCIES = ['eur', 'gbp', 'usd'] as const;
export type Currency = (typeof CURRENCIES)[number];

export const isCurrency = (text: string): text is Currency =>
  CURRENCIES.some((currency) => currency === text);

/** An amount in the currency's smallest unit. `bigint`, because a balance may pass 2^53. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

export const money = (minor: bigint, currency: Currency): Money => ({ minor, currency });

export function plus(left: Money, right: Money): Money {
  return money(left.minor + sameCurrency(left, right).minor, left.currency);
}

export function minus(left: Money, right: Money): Money {
  return money(left.minor - sameCurrency(left, right).minor, left.currency);
}

export const lesser = (left: Money, right: Money): Money =>
  left.minor <= sameCurrency(left, right).minor ? left : right;

function sameCurrency(left: Money, right: Money): Money {
  invariant(left.currency === right.currency, `${left.currency} meets ${right.currency}`);
  return right;
}
