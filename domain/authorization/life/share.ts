import { convertBack } from '../../exchange/convert.ts';
import { roundHalfUp } from '../../exchange/decimal.ts';
import type { MerchantMoney } from '../../exchange/convert.ts';
import { invariant } from '../../invariant.ts';
import type { Money } from '../../money.ts';
import type { Conversion } from '../asked.ts';

interface Whole {
  readonly amount: Money;
  readonly merchant: MerchantMoney;
  readonly conversion: Conversion | null;
}

/**
 * What a part of the card's amount is in the merchant's money: in proportion, half up, and the last part
 * is all that is left, so that the parts add up to the whole. What goes beyond the whole is converted back
 * at the rate of the authorization. A part is at least one unit, also where the unit is larger than it.
 */
export function merchantShare({ amount, merchant, conversion }: Whole, part: bigint): bigint {
  if (merchant.currency === amount.currency) return part;
  const whole = amount.minor;
  if (part > whole) {
    invariant(conversion, 'an amount in another currency was converted');
    const exchange = { from: merchant.currency, to: amount.currency, rate: conversion.rate };
    return merchant.minor + convertBack(part - whole, exchange);
  }
  if (part === whole) return merchant.minor;
  const rest = roundHalfUp(merchant.minor * (whole - part), whole);
  return part > 0n && rest >= merchant.minor ? 1n : merchant.minor - rest;
}
