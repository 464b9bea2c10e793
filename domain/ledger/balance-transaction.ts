import {
  type AuthorizationId,
  type BalanceTransactionId,
  type IssuingTransactionId,
  type LedgerAccountId,
  makeId,
} from '../ids.ts';
import { type Money, money } from '../money.ts';
import type { BalanceType } from './accounts.ts';
import {
  type Movement,
  type MovementSourceId,
  TRANSFER_CODES,
  type Transfer,
  type TransferCode,
} from './transfer.ts';

/** As the lines of a balance are called on the wire. */
export const BALANCE_TRANSACTION_TYPES = [
  'adjustment',
  'issuing_authorization_hold',
  'issuing_authorization_release',
  'issuing_transaction',
  'payout',
  'payout_cancel',
  'payout_failure',
  'stripe_fee',
  'topup',
  'topup_reversal',
  'transfer',
] as const;
export type BalanceTransactionType = (typeof BALANCE_TRANSACTION_TYPES)[number];

export interface BalanceTransaction {
  readonly id: BalanceTransactionId;
  readonly balanceType: BalanceType;
  readonly type: BalanceTransactionType;
  /** From the account holder's side: negative is money that he can no longer spend. */
  readonly amount: Money;
  /** Absent: money that came from outside, and names nothing. */
  readonly sourceId?: AuthorizationId | IssuingTransactionId | MovementSourceId;
  readonly at: Date;
}

/** What a movement posts to a balance shows as this. Null: it never moves a balance of a holder. */
const SHOWN_AS = {
  authorization_hold: null,
  balance_transfer: 'transfer',
  capture: 'issuing_transaction',
  card_fee: 'stripe_fee',
  card_fee_refund: 'stripe_fee',
  funding: 'topup',
  network_settlement: null,
  payout: 'payout',
  payout_cancel: 'payout_cancel',
  payout_failure: 'payout_failure',
  payout_reversal: 'payout',
  refund: 'issuing_transaction',
  suspense_receipt: null,
  suspense_return: null,
  topup: 'topup',
  topup_reversal: 'topup_reversal',
  write_off: 'adjustment',
} as const satisfies Record<TransferCode, BalanceTransactionType | null>;

/** The codes of the movements that show as this type, of those that post money. */
export const codesShownAs = (type: string): readonly TransferCode[] =>
  TRANSFER_CODES.filter((code) => SHOWN_AS[code] === type);

/** Holds and releases are no postings: any movement of a purchase may show as one. */
export const isHoldType = (type: string): boolean =>
  type === 'issuing_authorization_hold' || type === 'issuing_authorization_release';

/** The ledger accounts whose changes show. Purchases touch the Issuing balance alone. */
export interface ShownAccounts {
  readonly issuing: LedgerAccountId;
  readonly payments?: LedgerAccountId;
}

/**
 * How a movement shows on the balances of the account holder. Part 0 is the change of what is held on
 * the Issuing balance, net of what the movement settled and what it opened; part 1 is what it posted to
 * the Issuing balance, and part 2 what it posted to the payments balance. A part of zero does not show.
 * The view `balance_transaction` derives the same in SQL; a property test holds the two equal.
 */
export function balanceTransactionsOf(
  movement: Movement,
  { issuing, payments }: ShownAccounts,
): readonly BalanceTransaction[] {
  const { transfers, authorizationId, sourceId } = movement;
  const held = transfers.reduce((sum, transfer) => sum + heldBy(transfer, issuing), 0n);
  const hold = held > 0n ? 'issuing_authorization_hold' : 'issuing_authorization_release';
  const code = transfers[0]?.code;
  const type = code && SHOWN_AS[code];
  const about = movement.issuingTransactionId ?? sourceId;
  const sumPosted = (account: LedgerAccountId | undefined): bigint =>
    transfers.reduce((sum, transfer) => sum + postedBy(transfer, account), 0n);
  return [
    ...part(movement, 0, { minor: -held, type: hold, sourceId: authorizationId }),
    ...part(movement, 1, { minor: sumPosted(issuing), type, sourceId: about }),
    ...part(movement, 2, { minor: sumPosted(payments), type, sourceId }),
  ];
}

interface Part {
  readonly minor: bigint;
  readonly type: BalanceTransactionType | null | undefined;
  readonly sourceId: BalanceTransaction['sourceId'] | undefined;
}

function part(
  { id, at, transfers }: Movement,
  number: 0 | 1 | 2,
  { minor, type, sourceId }: Part,
): readonly BalanceTransaction[] {
  const [first] = transfers;
  if (minor === 0n || !first || !type) return [];
  const line = {
    id: makeId('balanceTransaction', `${id}${number}`),
    balanceType: number === 2 ? 'payments' : 'issuing',
    type,
    amount: money(minor, first.amount.currency),
    at,
  } as const;
  return [{ ...line, ...(sourceId && { sourceId }) }];
}

/** What a transfer reserves of an account's funds, or, negative, stops reserving. */
function heldBy(transfer: Transfer, account: LedgerAccountId): bigint {
  if (transfer.debit !== account || transfer.phase === 'posted') return 0n;
  return 'settles' in transfer ? -transfer.settles.amount.minor : transfer.amount.minor;
}

/** What a transfer adds to an account's funds for good, or, negative, takes from them. */
function postedBy(
  { phase, debit, credit, amount }: Transfer,
  account: LedgerAccountId | undefined,
): bigint {
  if (phase === 'pending' || phase === 'void_pending') return 0n;
  if (credit === account) return amount.minor;
  return debit === account ? -amount.minor : 0n;
}
