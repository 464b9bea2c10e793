import { failure } from '../../errors.ts';
import { convert } from '../../exchange/convert.ts';
import { captureHold, captureWithoutHold, refundCapture } from '../../ledger/templates.ts';
import { lesser, minus, type Money, money } from '../../money.ts';
import { merchantShare } from './share.ts';
import {
  type MoneyPair,
  requireAnswered,
  type Standing,
  type Step,
  takenFrom,
  unchanged,
  unlawful,
} from './standing.ts';

interface Capture {
  /** In the card's currency, by the rate of the authorization. Absent: all that is held, or was. */
  readonly amount: bigint | undefined;
  /** Whether it is the last one: what it leaves is then released. */
  readonly close: boolean;
  /** The rate of the day of clearing, where it is not that of the authorization. */
  readonly rate?: string;
}

/** A capture, and what the merchant has taken with it. */
export interface CaptureStep extends Step {
  readonly taken: MoneyPair;
}

/** Networks number the clearings of an authorization with two digits; and each answer tells all of them. */
const CAPTURES_MAX = 99;

/**
 * The merchant takes his money. It posts whatever has become of card, balance and authorization: also
 * after an expiry, a reversal or a decline, because the network has moved the money already (contract
 * §1.2, §2.3). The share that he takes is by the rate of the authorization, what it costs by the rate of
 * the day on which it clears: the difference falls on the card (contract §5.2).
 *
 * @throws `parameter_missing` when nothing is held and no amount is named; `status_transition_invalid`
 *   beyond 99 captures; `lock_timeout` while an endpoint thinks.
 */
export function capture(standing: Standing, { amount, close, rate }: Capture): CaptureStep {
  requireAnswered(standing);
  if (standing.captures >= CAPTURES_MAX)
    throw unlawful('captured again', `it has been captured ${CAPTURES_MAX} times`);
  const share = money(amount ?? capturedByDefault(standing), standing.amount.currency);
  const merchantAmount = atLeastOneUnit(merchantShare(standing, share.minor));
  const taken = { amount: costOf(standing, { share, merchantAmount, rate }), merchantAmount };

  const isLast = close || standing.status !== 'pending';
  const rest = minus(standing.amount, lesser(share, standing.amount));
  const merchantRest = standing.merchant.minor - merchantAmount;
  const { hold, accounts } = standing;
  const transfers = hold
    ? captureHold(hold, taken.amount, { toCome: !isLast, rest })
    : captureWithoutHold(accounts, taken.amount);
  const takenInAll = takenFrom(standing) + taken.amount.minor;
  if (isLast)
    return { ...unchanged(standing), status: 'closed', spent: takenInAll, transfers, taken };
  return {
    ...unchanged(standing),
    amount: rest,
    merchantAmount: rest.minor === 0n || merchantRest < 0n ? 0n : merchantRest,
    spent: takenInAll + rest.minor,
    transfers,
    taken,
  };
}

function costOf(
  { merchant }: Standing,
  {
    share,
    merchantAmount,
    rate,
  }: { readonly share: Money; readonly merchantAmount: bigint; readonly rate: string | undefined },
): Money {
  if (rate === undefined) return share;
  const exchange = { from: merchant.currency, to: share.currency, rate };
  return money(atLeastOneUnit(convert(merchantAmount, exchange)), share.currency);
}

/** Rounding may have left one side nothing of what the other still has: nobody captures nothing. */
const atLeastOneUnit = (minor: bigint): bigint => (minor > 0n ? minor : 1n);

/** What a capture takes when the merchant names no amount: all that is held, or was when it lapsed. */
function capturedByDefault({ status, amount }: Standing): bigint {
  if ((status === 'pending' || status === 'expired') && amount.minor > 0n) return amount.minor;
  throw failure('parameter_missing', { name: 'capture_amount' }, { param: 'capture_amount' });
}

/** The merchant gives back what he has captured. It undoes no capture: it only counts less. */
export const refund = (standing: Standing, amount: Money): Step => ({
  ...unchanged(standing),
  spent: standing.spent - amount.minor,
  transfers: refundCapture(standing.accounts, amount),
});
