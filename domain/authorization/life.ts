/**
 * What may happen to an authorization after its decision, and what each step does to the money. The
 * steps are pure: they take how it stands and give how it stands next, with the transfers that take
 * it there.
 */
import { failure } from '../errors.ts';
import {
  captureHold,
  captureWithoutHold,
  type CardAccounts,
  reduceHold,
  releaseHold,
} from '../ledger/templates.ts';
import type { Hold, Transfer } from '../ledger/transfer.ts';
import { lesser, minus, type Money, money } from '../money.ts';
import type { AuthorizationStatus } from './authorization.ts';

/** How an authorization stands. `hold` is the open one: exactly when it is pending and above zero. */
export interface Standing {
  readonly status: AuthorizationStatus;
  readonly approved: boolean;
  readonly amount: Money;
  readonly hold?: Hold;
}

export interface Step {
  readonly status: AuthorizationStatus;
  readonly amount: Money;
  /** One of them may open the next hold. Empty when no money moves. */
  readonly transfers: readonly Transfer[];
}

/**
 * The merchant takes `amount`. It always posts, whatever has become of card, balance and
 * authorization: also after an expiry, a reversal or a decline, because the network has moved the
 * money already (contract §1.2, §2.3).
 */
export function capture(
  standing: Standing,
  amount: Money,
  { accounts, close }: { readonly accounts: CardAccounts; readonly close: boolean },
): Step {
  const { hold, status } = standing;
  const transfers = hold
    ? captureHold(hold, amount, { toCome: !close })
    : captureWithoutHold(accounts, amount);
  if (close || status !== 'pending')
    return { status: 'closed', amount: standing.amount, transfers };
  const left = minus(standing.amount, lesser(amount, standing.amount));
  return { status: 'pending', amount: left, transfers };
}

/** What a capture takes when the merchant names no amount: all that is held or was, when it lapsed. */
export const capturedByDefault = ({ status, amount }: Standing): Money | undefined =>
  (status === 'pending' || status === 'expired') && amount.minor > 0n ? amount : undefined;

/**
 * The network undoes all of it (`reversed`, nothing left) or a part (still pending, less held).
 *
 * @throws `status_transition_invalid` unless pending; `amount_too_large` beyond what is held.
 */
export function reverse(standing: Standing, amount: Money = standing.amount): Step {
  const { hold } = pending(standing, 'reversed');
  if (amount.minor > standing.amount.minor)
    throw failure(
      'amount_too_large',
      { max: `${standing.amount.minor}, which is what is still authorized` },
      { param: 'reverse_amount' },
    );
  const left = minus(standing.amount, amount);
  if (left.minor > 0n && hold) {
    return { status: 'pending', amount: left, transfers: reduceHold(hold, amount) };
  }
  const nothing = money(0n, standing.amount.currency);
  return { status: 'reversed', amount: nothing, transfers: hold ? releaseHold(hold) : [] };
}

/** The approval lapses: what was held is free again, and the amount still says what it was. */
export function expire(standing: Standing): Step {
  const { hold, amount } = pending(standing, 'expired');
  return { status: 'expired', amount, transfers: hold ? releaseHold(hold) : [] };
}

function pending(standing: Standing, done: string): Standing {
  if (standing.status === 'pending') return standing;
  throw unlawful(done, standing.approved ? `it is ${standing.status}` : 'it was declined');
}

const unlawful = (done: string, why: string) =>
  failure('status_transition_invalid', {
    problem: `This authorization cannot be ${done}: ${why}.`,
  });
