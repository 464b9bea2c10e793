/**
 * How an authorization stands between two steps of its life, and what a step makes of it. The steps are
 * pure: they take a standing and give the next one, with the transfers that take the money there. Which
 * step is lawful when, only they say.
 */
import { failure } from '../../errors.ts';
import type { MerchantMoney } from '../../exchange/convert.ts';
import type { CardAccounts } from '../../ledger/templates.ts';
import type { Hold, Transfer } from '../../ledger/transfer.ts';
import { type Money, money, plus } from '../../money.ts';
import type { Conversion } from '../asked.ts';
import type { AuthorizationStatus } from '../authorization.ts';

export interface Standing {
  readonly status: AuthorizationStatus;
  readonly approved: boolean;
  /** What is held while pending; what was asked when declined; what was last held when it ended. */
  readonly amount: Money;
  /** The same as the merchant counts it. */
  readonly merchant: MerchantMoney;
  readonly conversion: Conversion | null;
  /** What it counts against limits: held + captured - refunded. */
  readonly spent: bigint;
  /** How often it has been captured. */
  readonly captures: number;
  /** What an endpoint has been asked and has not answered: it is held beside the amount. */
  readonly asked?: MoneyPair;
  readonly accounts: CardAccounts;
  /** The open one: exactly while something is held. */
  readonly hold?: Hold;
}

/** One amount as the card pays it and as the merchant counts it. */
export interface MoneyPair {
  readonly amount: Money;
  readonly merchantAmount: bigint;
}

export interface Step extends MoneyPair {
  readonly status: AuthorizationStatus;
  readonly approved: boolean;
  readonly spent: bigint;
  /** Settle the open hold, open the next one, both, or neither: then the hold stays as it is. */
  readonly transfers: readonly Transfer[];
}

/** What is held now: what was approved and what is still asked. */
export function heldBy({ status, approved, amount, asked }: Omit<Standing, 'hold'>): Money {
  const nothing = money(0n, amount.currency);
  if (status !== 'pending') return nothing;
  return plus(approved ? amount : nothing, asked?.amount ?? nothing);
}

/** Captured less refunded: what it counts against limits beside what it holds. */
export const takenFrom = (standing: Standing): bigint => standing.spent - heldBy(standing).minor;

/** A step that changes nothing, to be said with what it does change. */
export const unchanged = (standing: Standing): Step => ({
  status: standing.status,
  approved: standing.approved,
  amount: standing.amount,
  merchantAmount: standing.merchant.minor,
  spent: standing.spent,
  transfers: [],
});

/** The end of an approval of which nothing is left. Who has been paid from it was not undone. */
export const undone = ({ captures }: Standing): AuthorizationStatus =>
  captures > 0 ? 'closed' : 'reversed';

/**
 * Nothing happens to an authorization while its endpoint thinks: what is approved is not known yet.
 *
 * @throws `lock_timeout`: the same call may succeed when the endpoint has answered, in seconds.
 */
export function requireAnswered({ asked }: Standing): void {
  if (asked) throw failure('lock_timeout', { object: 'authorization' });
}

/** @throws `status_transition_invalid` unless it is approved and open. */
export function requireOpen(standing: Standing, done: string): void {
  requireAnswered(standing);
  if (standing.status === 'pending') return;
  throw unlawful(done, standing.approved ? `it is ${standing.status}` : 'it was declined');
}

export const unlawful = (done: string, why: string) =>
  failure('status_transition_invalid', {
    problem: `This authorization cannot be ${done}: ${why}.`,
  });
