import { failure } from '../../errors.ts';
import { reduceHold, releaseHold } from '../../ledger/templates.ts';
import { minus, type Money, money } from '../../money.ts';
import { merchantShare } from './share.ts';
import { requireOpen, type Standing, type Step, takenFrom, unchanged, undone } from './standing.ts';

/**
 * The network undoes all of it, or a part: then it stays pending, and less is held. What is left of an
 * authorization that has been captured in part is `closed` when it is undone, and not `reversed`, because
 * money was taken (contract §2.3).
 *
 * @throws `status_transition_invalid` unless pending; `amount_too_large` beyond what is held;
 *   `lock_timeout` while an endpoint thinks.
 */
export function reverse(standing: Standing, amount: Money = standing.amount): Step {
  requireOpen(standing, 'reversed');
  if (amount.minor > standing.amount.minor)
    throw failure(
      'amount_too_large',
      { max: `${standing.amount.minor}, which is what is still authorized` },
      { param: 'reverse_amount' },
    );
  const left = minus(standing.amount, amount);
  return left.minor === 0n ? end(standing) : lessen(standing, left);
}

/** Less is held from now on, and more than nothing. */
export function lessen(standing: Standing, to: Money): Step {
  const by = minus(standing.amount, to);
  const { hold } = standing;
  return {
    ...unchanged(standing),
    amount: to,
    merchantAmount: standing.merchant.minor - merchantShare(standing, by.minor),
    spent: standing.spent - by.minor,
    transfers: hold ? reduceHold(hold, by) : [],
  };
}

/** Nothing is held any more, and nothing is authorized. */
export const end = (standing: Standing): Step => ({
  ...unchanged(standing),
  status: undone(standing),
  amount: money(0n, standing.amount.currency),
  merchantAmount: 0n,
  spent: takenFrom(standing),
  transfers: standing.hold ? releaseHold(standing.hold) : [],
});

/**
 * The approval lapses: what was held is free again, and the amount still says what it was.
 *
 * @throws `status_transition_invalid` unless pending; `lock_timeout` while an endpoint thinks.
 */
export function expire(standing: Standing): Step {
  requireOpen(standing, 'expired');
  return {
    ...unchanged(standing),
    status: 'expired',
    spent: takenFrom(standing),
    transfers: standing.hold ? releaseHold(standing.hold) : [],
  };
}
