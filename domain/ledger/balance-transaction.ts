import {
  type AuthorizationId,
  type BalanceTransactionId,
  type IssuingTransactionId,
  type LedgerAccountId,
  makeId,
} from '../ids.ts';
import { type Money, money } from '../money.ts';
import type { Movement, Transfer } from './transfer.ts';

export type BalanceTransactionType =
  'issuing_authorization_hold' | 'issuing_authorization_release' | 'issuing_transaction' | 'topup';

export interface BalanceTransaction {
  readonly id: BalanceTransactionId;
  readonly type: BalanceTransactionType;
  /** From the account holder's side: negative is money that he can no longer spend. */
  readonly amount: Money;
  /** Absent: money that came from outside. */
  readonly sourceId?: AuthorizationId | IssuingTransactionId;
  readonly at: Date;
}

/**
 * How a movement shows on the Issuing balance: part 0 is the change of what is held, net of what the
 * movement settled and what it opened; part 1 is what it posted. A part of zero does not show.
 * The view `balance_transaction` derives the same in SQL; a property test holds the two equal.
 */
export function balanceTransactionsOf(
  movement: Movement,
  issuingBalance: LedgerAccountId,
): readonly BalanceTransaction[] {
  const { id, at, transfers, authorizationId, issuingTransactionId } = movement;
  const [first] = transfers;
  if (first === undefined) return [];
  const total = (of: typeof heldBy): bigint =>
    transfers.reduce((sum, transfer) => sum + of(transfer, issuingBalance), 0n);
  const part = (
    number: 0 | 1,
    minor: bigint,
    shown: Pick<BalanceTransaction, 'type' | 'sourceId'>,
  ): readonly BalanceTransaction[] => {
    const partId = makeId('balanceTransaction', `${id}${number}`);
    const amount = money(minor, first.amount.currency);
    return minor === 0n ? [] : [{ id: partId, ...shown, amount, at }];
  };

  const held = total(heldBy);
  return [
    ...part(0, -held, {
      type: held > 0n ? 'issuing_authorization_hold' : 'issuing_authorization_release',
      ...(authorizationId && { sourceId: authorizationId }),
    }),
    ...part(1, total(postedBy), {
      type: issuingTransactionId ? 'issuing_transaction' : 'topup',
      ...(issuingTransactionId && { sourceId: issuingTransactionId }),
    }),
  ];
}

/** What a transfer reserves of an account's funds, or, negative, stops reserving. */
function heldBy(transfer: Transfer, account: LedgerAccountId): bigint {
  if (transfer.debit !== account || transfer.phase === 'posted') return 0n;
  return 'settles' in transfer ? -transfer.settles.amount.minor : transfer.amount.minor;
}

/** What a transfer adds to an account's funds for good, or, negative, takes from them. */
function postedBy({ phase, debit, credit, amount }: Transfer, account: LedgerAccountId): bigint {
  if (phase === 'pending' || phase === 'void_pending') return 0n;
  if (credit === account) return amount.minor;
  return debit === account ? -amount.minor : 0n;
}
