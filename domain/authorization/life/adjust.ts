import { extendHold, holdFunds } from '../../ledger/templates.ts';
import { type Money, minus, plus } from '../../money.ts';
import { end, lessen } from './release.ts';
import { merchantShare } from './share.ts';
import {
  type MoneyPair,
  requireOpen,
  type Standing,
  type Step,
  unchanged,
  unlawful,
} from './standing.ts';

/**
 * What an increment asks for, in both currencies, by the rate of the authorization.
 *
 * @throws `status_transition_invalid` unless pending; `lock_timeout` while an endpoint thinks.
 */
export function askedMore(standing: Standing, amount: Money): MoneyPair {
  requireOpen(standing, 'incremented');
  const total = plus(standing.amount, amount).minor;
  return { amount, merchantAmount: merchantShare(standing, total) - standing.merchant.minor };
}

/** More is approved than before, and held with it. A declined increment takes no step at all. */
export const increment = (standing: Standing, by: MoneyPair): Step => ({
  ...unchanged(standing),
  ...sum(standing, by),
  spent: standing.spent + by.amount.minor,
  transfers: holdMore(standing, by.amount),
});

/**
 * The merchant says what an estimate came to, such as a tank that is full now: the hold follows, up or
 * down. Nobody is asked, because it has been dispensed already; of nothing dispensed nothing is left.
 *
 * @throws `status_transition_invalid` unless pending and not captured yet; `lock_timeout` while an
 *   endpoint thinks.
 */
export function finalize(standing: Standing, to: Money): Step {
  requireOpen(standing, 'finalized');
  if (standing.captures > 0) throw unlawful('finalized', 'it has been captured');
  const more = minus(to, standing.amount);
  if (more.minor > 0n) return increment(standing, askedMore(standing, more));
  if (more.minor === 0n) return unchanged(standing);
  return to.minor === 0n ? end(standing) : lessen(standing, to);
}

export const holdMore = ({ hold, accounts }: Standing, by: Money): Step['transfers'] =>
  hold ? extendHold(hold, by) : holdFunds(accounts, by);

export const sum = ({ amount, merchant }: Standing, by: MoneyPair): MoneyPair => ({
  amount: plus(amount, by.amount),
  merchantAmount: merchant.minor + by.merchantAmount,
});
