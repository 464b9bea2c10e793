/**
 * Amounts from one currency into another. They are rounded half up to the smallest unit of the target,
 * everywhere. What is more than nothing stays more than nothing, because a payment of no amount would
 * be taken for a check of the card.
 */
import { decimalsOf, type MerchantCurrency } from './currencies.ts';
import { decimal, quotient, roundHalfUp } from './decimal.ts';

/** An amount in the smallest unit of any currency in which merchants charge. */
export interface MerchantMoney {
  readonly minor: bigint;
  readonly currency: MerchantCurrency;
}

interface Exchange {
  readonly from: MerchantCurrency;
  readonly to: MerchantCurrency;
  /** What one major unit of `from` is worth in major units of `to`. */
  readonly rate: string;
}

/** From smallest units of `from` to those of `to`. */
export function convert(minor: bigint, { from, to, rate }: Exchange): bigint {
  const { digits, scale } = decimal(rate);
  const shift = decimalsOf(to) - decimalsOf(from) - scale;
  return atLeastOne(minor, roundHalfUp(minor * digits * up(shift), up(-shift)));
}

/** From smallest units of `to` to those of `from`: the same rate, the other way. */
export function convertBack(minor: bigint, { from, to, rate }: Exchange): bigint {
  const { digits, scale } = decimal(rate);
  const shift = decimalsOf(from) - decimalsOf(to) + scale;
  return atLeastOne(minor, roundHalfUp(minor * up(shift), digits * up(-shift)));
}

/** The rate of somebody who has converted already and names both amounts, neither of them nought. */
export const impliedRate = (from: MerchantMoney, to: MerchantMoney): string =>
  quotient(major(to), major(from));

const major = ({ minor, currency }: MerchantMoney) => ({
  digits: minor,
  scale: decimalsOf(currency),
});

const up = (shift: number): bigint => (shift > 0 ? 10n ** BigInt(shift) : 1n);

const atLeastOne = (given: bigint, rounded: bigint): bigint =>
  given > 0n && rounded === 0n ? 1n : rounded;
