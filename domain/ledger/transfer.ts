import type { AuthorizationId, Id, IssuingTransactionId, LedgerAccountId } from '../ids.ts';
import { invariant } from '../invariant.ts';
import type { Money } from '../money.ts';

export type TransferPhase = 'pending' | 'post_pending' | 'posted' | 'void_pending';

/** Why money moves. A movement is of one kind: all of its legs agree, but for a capture that also holds anew. */
export const TRANSFER_CODES = [
  'authorization_hold',
  'balance_transfer',
  'capture',
  'card_fee',
  'card_fee_refund',
  'funding',
  'network_settlement',
  'payout',
  'payout_cancel',
  'payout_failure',
  'payout_reversal',
  'refund',
  'suspense_receipt',
  'suspense_return',
  'topup',
  'topup_reversal',
  'write_off',
] as const;
export type TransferCode = (typeof TRANSFER_CODES)[number];

/** What a movement of money other than a purchase is about. */
export type MovementSourceId = Id<
  'balanceTransfer' | 'bankCredit' | 'card' | 'payout' | 'settlement' | 'topup'
>;

/** A transfer's place in the ledger: the movement it belongs to, and which of its legs it is. */
export interface TransferRef {
  readonly movement: string;
  readonly leg: number;
}

interface Sides {
  readonly code: TransferCode;
  readonly debit: LedgerAccountId;
  readonly credit: LedgerAccountId;
  readonly amount: Money;
}

/**
 * One move of money between two accounts. A pending transfer is settled once, by a transfer that
 * names it: posting takes up to its amount and frees the rest, voiding frees all of it.
 */
export type Transfer = Sides &
  (
    | { readonly phase: 'pending' | 'posted' }
    | { readonly phase: 'post_pending' | 'void_pending'; readonly settles: Hold }
  );

/** A pending transfer that stands in the ledger. */
export type Hold = Sides & { readonly phase: 'pending'; readonly ref: TransferRef };

/** The transfers of one business event: they are written together or not at all. */
export interface Movement {
  /** Unique, and sorts by time. */
  readonly id: string;
  readonly at: Date;
  readonly authorizationId?: AuthorizationId;
  readonly issuingTransactionId?: IssuingTransactionId;
  readonly sourceId?: MovementSourceId;
  readonly transfers: readonly Transfer[];
}

/** @throws InvariantViolation when the transfer could never be right, whatever the books say. */
export function lawful<T extends Transfer | Hold>(transfer: T): T {
  const { amount, debit, credit } = transfer;
  invariant(amount.minor > 0n, 'amounts are positive: direction is debit and credit');
  invariant(debit !== credit, 'a transfer moves money between two accounts');
  if ('settles' in transfer) settlesWhatItNames(transfer);
  return transfer;
}

function settlesWhatItNames(transfer: Transfer & { readonly settles: Hold }): void {
  const { phase, settles, debit, credit, amount } = transfer;
  const held = settles.amount;
  invariant(
    debit === settles.debit && credit === settles.credit && amount.currency === held.currency,
    'a settlement moves between the accounts of what it settles, in its currency',
  );
  invariant(
    phase === 'void_pending' ? amount.minor === held.minor : amount.minor <= held.minor,
    'a void frees the whole of what was pending, a posting takes no more than that',
  );
}

/** The hold that a movement opens, if it opens one: a movement never opens two. */
export function openedHold({ id, transfers }: Movement): Hold | undefined {
  const leg = transfers.findIndex(({ phase }) => phase === 'pending');
  const pending = transfers[leg];
  return pending && { ...pending, phase: 'pending', ref: { movement: id, leg } };
}
