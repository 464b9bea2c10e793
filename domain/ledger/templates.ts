/**
 * The only makers of ledger transfers: a template for each business event. Each answers with the
 * legs of one movement, in the order in which they are written.
 *
 *   bank         money received at the bank
 *   funds        what is owed to the account holder; the Issuing balance is its API view
 *   settlement   what is owed to the card network
 */
import type { LedgerAccountId } from '../ids.ts';
import { invariant } from '../invariant.ts';
import { lesser, minus, type Money, plus } from '../money.ts';
import { type Hold, lawful, type Transfer } from './transfer.ts';

export interface FundingAccounts {
  readonly bank: LedgerAccountId;
  readonly funds: LedgerAccountId;
}

export interface CardAccounts {
  readonly funds: LedgerAccountId;
  readonly settlement: LedgerAccountId;
}

/** Money has come in and can be spent at once: the Issuing balance has no pending part. */
export function fundIssuingBalance(
  { bank, funds }: FundingAccounts,
  amount: Money,
): readonly Transfer[] {
  return [lawful({ phase: 'posted', code: 'funding', debit: bank, credit: funds, amount })];
}

/** An approved purchase: funds are reserved for the network, and nothing has moved yet. */
export function holdFunds({ funds, settlement }: CardAccounts, amount: Money): readonly Transfer[] {
  const code = 'authorization_hold';
  return [lawful({ phase: 'pending', code, debit: funds, credit: settlement, amount })];
}

/** A void, a lapse or a decline after the fact: the whole reservation ends. */
export function releaseHold(hold: Hold): readonly Transfer[] {
  const { code, debit, credit, amount } = hold;
  return [lawful({ phase: 'void_pending', code, debit, credit, amount, settles: hold })];
}

/** A partial reversal: a hold cannot shrink, so it ends and what is left of it is held anew. */
export function reduceHold(hold: Hold, by: Money): readonly Transfer[] {
  invariant(by.minor > 0n, 'a hold is reduced by something');
  return [...releaseHold(hold), ...heldAnew(hold, minus(hold.amount, by))];
}

/**
 * The merchant takes his money. What the hold covers is posted from it; the excess of an
 * over-capture is posted outright, and may drive the balance negative: the network has been promised.
 * The rest is freed, or held anew when more captures are to come: of a purchase in another currency
 * that is not the hold less the capture, because the two were converted at different rates.
 */
export function captureHold(
  hold: Hold,
  amount: Money,
  more: { readonly toCome: boolean; readonly rest?: Money },
): readonly Transfer[] {
  const { debit, credit } = hold;
  const covered = lesser(amount, hold.amount);
  const { rest = minus(hold.amount, covered) } = more;
  const excess = minus(amount, covered);
  const code = 'capture';
  return [
    lawful({ phase: 'post_pending', code, debit, credit, amount: covered, settles: hold }),
    ...(excess.minor > 0n ? captureWithoutHold({ funds: debit, settlement: credit }, excess) : []),
    ...(more.toCome ? heldAnew(hold, rest) : []),
  ];
}

/** A forced capture, or one that comes after its hold has ended: the network has been promised. */
export function captureWithoutHold(
  { funds, settlement }: CardAccounts,
  amount: Money,
): readonly Transfer[] {
  return [lawful({ phase: 'posted', code: 'capture', debit: funds, credit: settlement, amount })];
}

/** The merchant gives money back: never an undo of the capture, always its opposite. */
export function refundCapture(
  { funds, settlement }: CardAccounts,
  amount: Money,
): readonly Transfer[] {
  return [lawful({ phase: 'posted', code: 'refund', debit: settlement, credit: funds, amount })];
}

/** More is approved, or needed: a hold cannot grow, so it ends and the larger one takes its place. */
export function extendHold(hold: Hold, by: Money): readonly Transfer[] {
  invariant(by.minor > 0n, 'a hold is extended by something');
  return [...releaseHold(hold), ...heldAnew(hold, plus(hold.amount, by))];
}

/** Nothing, when nothing is left. */
function heldAnew({ code, debit, credit }: Hold, left: Money): readonly Transfer[] {
  return left.minor === 0n ? [] : [lawful({ phase: 'pending', code, debit, credit, amount: left })];
}
