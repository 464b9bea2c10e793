/**
 * What a decision endpoint is asked, and what becomes of its answer. The money is held from the question
 * on, so that no other purchase can take it while the endpoint thinks.
 */
import { failure } from '../../errors.ts';
import { invariant } from '../../invariant.ts';
import { reduceHold, releaseHold } from '../../ledger/templates.ts';
import { minus, type Money, money } from '../../money.ts';
import { holdMore, sum } from './adjust.ts';
import { merchantShare } from './share.ts';
import { type MoneyPair, type Standing, type Step, unchanged } from './standing.ts';

/** An increment waits for its endpoint: it is held beside what was approved before. */
export const ask = (standing: Standing, more: MoneyPair): Step => ({
  ...unchanged(standing),
  spent: standing.spent + more.amount.minor,
  transfers: more.amount.minor === 0n ? [] : holdMore(standing, more.amount),
});

/**
 * The request is approved, or less than was asked for, where the terminal can go on with less: the rest
 * of what was held for it is free again.
 *
 * @throws `status_transition_invalid` when nothing is asked any more.
 */
export function approveRequest(standing: Standing, granted?: Money): Step {
  const asked = askedOf(standing);
  const given = granted === undefined ? asked : partOf(standing, asked, granted);
  const refused = minus(asked.amount, given.amount);
  const { hold } = standing;
  const base = standing.approved ? standing : withNothing(standing);
  const total = sum(base, given);
  return {
    status: total.amount.minor > 0n ? 'pending' : 'closed',
    approved: true,
    ...total,
    spent: standing.spent - refused.minor,
    transfers: hold && refused.minor > 0n ? reduceHold(hold, refused) : [],
  };
}

/**
 * The request is declined: of a purchase nothing is left but what it asked for, of an increment the
 * authorization as it was before.
 *
 * @throws `status_transition_invalid` when nothing is asked any more.
 */
export function declineRequest(standing: Standing): Step {
  const asked = askedOf(standing);
  const { hold } = standing;
  const spent = standing.spent - asked.amount.minor;
  if (!standing.approved) {
    const transfers = hold ? releaseHold(hold) : [];
    return { status: 'closed', approved: false, ...asked, spent, transfers };
  }
  const transfers = hold && asked.amount.minor > 0n ? reduceHold(hold, asked.amount) : [];
  return { ...unchanged(standing), spent, transfers };
}

/** An answer that lost the race against another one finds nothing to answer. */
function askedOf({ asked }: Standing): MoneyPair {
  if (asked) return asked;
  const problem = 'This authorization is no longer pending: its request has been decided.';
  throw failure('status_transition_invalid', { problem });
}

function partOf({ merchant, conversion }: Standing, asked: MoneyPair, amount: Money): MoneyPair {
  invariant(amount.minor <= asked.amount.minor, 'no more is approved than was asked for');
  const whole = {
    amount: asked.amount,
    merchant: { minor: asked.merchantAmount, currency: merchant.currency },
    conversion,
  };
  return { amount, merchantAmount: merchantShare(whole, amount.minor) };
}

const withNothing = (standing: Standing): Standing => ({
  ...standing,
  amount: money(0n, standing.amount.currency),
  merchant: { ...standing.merchant, minor: 0n },
});
