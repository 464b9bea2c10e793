/**
 * The only makers of ledger transfers: a template for each business event. Each answers with the
 * legs of one movement, in the order in which they are written.
 *
 *   bank         money at the bank
 *   funds        what is owed to the account holder for its cards: the Issuing balance is its API view
 *   balance      what is owed to the account holder: the Issuing or the payments balance
 *   settlement   what is owed to the card network
 *   inTransit    money that has left a balance and is not yet where it goes
 */
import type { LedgerAccountId } from '../ids.ts';
import { invariant } from '../invariant.ts';
import { lesser, minus, type Money, plus } from '../money.ts';
import { type Hold, lawful, type Transfer, type TransferCode } from './transfer.ts';

/** The ledger accounts that a template moves money between, by what they are to it. */
type Accounts<N extends string> = Readonly<Record<N, LedgerAccountId>>;
export type FundingAccounts = Accounts<'bank' | 'funds'>;
export type CardAccounts = Accounts<'funds' | 'settlement'>;

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

/** Money was pulled from a bank account, and has come. */
export const topUp = (
  { bank, balance }: Accounts<'balance' | 'bank'>,
  amount: Money,
): readonly Transfer[] => posted('topup', { debit: bank, credit: balance }, amount);

/** The bank takes back what a top-up brought: the balance may go below zero. */
export const reverseTopUp = (
  { bank, balance }: Accounts<'balance' | 'bank'>,
  amount: Money,
): readonly Transfer[] => posted('topup_reversal', { debit: balance, credit: bank }, amount);

/** Between the two balances of an account, where that takes no time. */
export const transferBetweenBalances = (
  { from, to }: Accounts<'from' | 'to'>,
  amount: Money,
): readonly Transfer[] => posted('balance_transfer', { debit: from, credit: to }, amount);

/** The first half of a transfer that takes time: nobody can spend what is on its way. */
export const departTransfer = (
  { from, inTransit }: Accounts<'from' | 'inTransit'>,
  amount: Money,
): readonly Transfer[] => posted('balance_transfer', { debit: from, credit: inTransit }, amount);

/** The second half: of what departed, all of it. */
export const arriveTransfer = (
  { inTransit, to }: Accounts<'inTransit' | 'to'>,
  amount: Money,
): readonly Transfer[] => posted('balance_transfer', { debit: inTransit, credit: to }, amount);

/** A payout leaves its balance when it is asked for, so that nothing else spends it. */
export const payOut = (
  { balance, inTransit }: Accounts<'balance' | 'inTransit'>,
  amount: Money,
): readonly Transfer[] => posted('payout', { debit: balance, credit: inTransit }, amount);

/** The bank has paid it out. */
export const confirmPayout = (
  { inTransit, bank }: Accounts<'bank' | 'inTransit'>,
  amount: Money,
): readonly Transfer[] => posted('payout', { debit: inTransit, credit: bank }, amount);

/** A payout comes back: on its way from `inTransit`, after it was paid from the bank. */
export const returnPayout = (
  { from, balance }: Accounts<'balance' | 'from'>,
  amount: Money,
  code: 'payout_cancel' | 'payout_failure',
): readonly Transfer[] => posted(code, { debit: from, credit: balance }, amount);

/** What was paid out has been pulled back from the bank account that it went to. */
export const reversePayout = (
  { bank, balance }: Accounts<'balance' | 'bank'>,
  amount: Money,
): readonly Transfer[] => posted('payout_reversal', { debit: bank, credit: balance }, amount);

/** The bank takes back what a reversed payout brought: the balance may go below zero. */
export const returnReversal = (
  { balance, bank }: Accounts<'balance' | 'bank'>,
  amount: Money,
): readonly Transfer[] => posted('payout_failure', { debit: balance, credit: bank }, amount);

/** A physical card was shipped: the payments balance pays, and may go below zero. */
export const chargeCardFee = (
  { payments, fees }: Accounts<'fees' | 'payments'>,
  amount: Money,
): readonly Transfer[] => posted('card_fee', { debit: payments, credit: fees }, amount);

/** The card never arrived. */
export const refundCardFee = (
  { payments, fees }: Accounts<'fees' | 'payments'>,
  amount: Money,
): readonly Transfer[] => posted('card_fee_refund', { debit: fees, credit: payments }, amount);

/** A bank credit that names no account that we know. */
export const receiveUnmatched = (
  { bank, suspense }: Accounts<'bank' | 'suspense'>,
  amount: Money,
): readonly Transfer[] => posted('suspense_receipt', { debit: bank, credit: suspense }, amount);

/** A person knew whose it is. */
export const attachUnmatched = (
  { suspense, funds }: Accounts<'funds' | 'suspense'>,
  amount: Money,
): readonly Transfer[] => posted('funding', { debit: suspense, credit: funds }, amount);

/** Nobody knew whose it is: it goes back to whoever sent it. */
export const returnUnmatched = (
  { suspense, bank }: Accounts<'bank' | 'suspense'>,
  amount: Money,
): readonly Transfer[] => posted('suspense_return', { debit: suspense, credit: bank }, amount);

/** What the cards of a day came to: paid to the network, or, after a day of refunds, received from it. */
export const settleNetwork = (
  { settlement, bank }: Accounts<'bank' | 'settlement'>,
  amount: Money,
  direction: 'pay' | 'receive',
): readonly Transfer[] =>
  posted(
    'network_settlement',
    direction === 'pay' ? { debit: settlement, credit: bank } : { debit: bank, credit: settlement },
    amount,
  );

/** A balance below zero that nobody will fill is filled by us: the loss is ours. */
export const writeOff = (
  { writeOffs, balance }: Accounts<'balance' | 'writeOffs'>,
  amount: Money,
): readonly Transfer[] => posted('write_off', { debit: writeOffs, credit: balance }, amount);

const posted = (
  code: TransferCode,
  sides: Pick<Transfer, 'credit' | 'debit'>,
  amount: Money,
): readonly Transfer[] => [lawful({ phase: 'posted', code, ...sides, amount })];
