import { failure } from '../errors.ts';
import { convert } from '../exchange/convert.ts';
import { roundHalfUp } from '../exchange/decimal.ts';
import type { MerchantCurrency } from '../exchange/currencies.ts';
import { type RateTable, rateBetween } from '../exchange/rates.ts';
import type { Currency } from '../money.ts';

/** One clearing, in minor units and positive, with the table by which it was converted. */
export interface Cleared {
  readonly amount: bigint;
  readonly merchantAmount: bigint;
  readonly rateDate: string;
}

export type GivenBack = Omit<Cleared, 'rateDate'>;

export interface Refundable {
  readonly capture: Cleared & {
    readonly currency: Currency;
    readonly merchantCurrency: MerchantCurrency;
  };
  readonly refunds: readonly Cleared[];
}

/**
 * What a refund gives back, in both currencies. It is named, and bounded, in what the capture took of the
 * card. A merchant gives back his own money, though, so on a day with other rates the card gets what that
 * is worth then, which may be less or more than it paid (contract §5.2).
 *
 * @throws `status_transition_invalid` when nothing is left; `amount_too_large` beyond what is left.
 */
export function refundOf(
  refundable: Refundable,
  amount: bigint | undefined,
  rates: RateTable,
): GivenBack {
  const { capture } = refundable;
  const left = leftOf(refundable);
  const given = amount ?? left.amount;
  if (left.amount <= 0n) {
    const problem = 'This transaction has been refunded in full.';
    throw failure('status_transition_invalid', { problem });
  }
  if (given > left.amount)
    throw failure(
      'amount_too_large',
      { max: `${left.amount}, which is what has not been refunded` },
      { param: 'refund_amount' },
    );
  const merchantAmount = partOf(left, given);
  const { currency: to, merchantCurrency: from } = capture;
  if (from === to || rates.date === capture.rateDate) return { amount: given, merchantAmount };
  const rate = rateBetween(rates, from, to);
  return { amount: convert(merchantAmount, { from, to, rate }), merchantAmount };
}

/** In what the capture took: a refund of another day counts by its share of the merchant's money. */
function leftOf({ capture, refunds }: Refundable): GivenBack {
  const asCaptured = ({ amount, merchantAmount, rateDate }: Cleared): bigint =>
    rateDate === capture.rateDate
      ? amount
      : roundHalfUp(capture.amount * merchantAmount, capture.merchantAmount);
  return refunds.reduce(
    (left, refund) => ({
      amount: left.amount - asCaptured(refund),
      merchantAmount: left.merchantAmount - refund.merchantAmount,
    }),
    { amount: capture.amount, merchantAmount: capture.merchantAmount },
  );
}

/** In proportion, and all that is left for all that is left; at least one unit. */
function partOf(left: GivenBack, given: bigint): bigint {
  if (given === left.amount && left.merchantAmount > 0n) return left.merchantAmount;
  const part = roundHalfUp(left.merchantAmount * given, left.amount);
  return part > 0n ? part : 1n;
}
