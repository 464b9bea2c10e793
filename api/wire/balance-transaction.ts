import * as z from 'zod';
import type { BalanceTransactionLine } from '../../db/tables/ledger.ts';
import { BALANCE_TYPES, type BalanceType } from '../../domain/ledger/accounts.ts';
import {
  BALANCE_TRANSACTION_TYPES,
  type BalanceTransactionType,
} from '../../domain/ledger/balance-transaction.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { expandable } from './expandable.ts';

/** What a line may be about. A card is what a fee is about. */
const SOURCES = [
  'balance_transfer',
  'issuing.authorization',
  'issuing.card',
  'issuing.transaction',
  'payout',
  'topup',
] as const;

/** Stripe groups lines under these names, which differ from the types in a few places. */
const CATEGORIES = {
  adjustment: 'other_adjustment',
  issuing_authorization_hold: 'issuing_authorization_hold',
  issuing_authorization_release: 'issuing_authorization_release',
  issuing_transaction: 'issuing_transaction',
  payout: 'payout',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  stripe_fee: 'fee',
  topup: 'topup',
  topup_reversal: 'topup_reversal',
  transfer: 'transfer',
} as const satisfies Record<BalanceTransactionType, string>;

/** One line of a balance, as it crosses HTTP: a view of the ledger (contract §5.2). */
export const balanceTransaction = z.strictObject({
  id: z.string(),
  object: z.literal('balance_transaction'),
  /** Minor units; negative is out of the balance. */
  amount: z.int(),
  available_on: z.int(),
  balance_type: z.enum(BALANCE_TYPES),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  description: z.string().nullable(),
  exchange_rate: z.null(),
  fee: z.int(),
  fee_details: z.array(z.never()),
  net: z.int(),
  reporting_category: z.enum(Object.values(CATEGORIES)),
  source: expandable(...SOURCES).nullable(),
  status: z.literal('available'),
  type: z.enum(BALANCE_TRANSACTION_TYPES),
});
export type BalanceTransaction = z.output<typeof balanceTransaction>;

/** The part of a movement that is posted to a balance: see the view `balance_transaction`. */
const POSTED_PARTS = { issuing: 1, payments: 2 } as const satisfies Record<BalanceType, number>;

/** The line that a movement left on a balance. */
export const balanceTransactionIdOf = (movement: string, balance: BalanceType): string =>
  `txn_${movement}${POSTED_PARTS[balance]}`;

export function balanceTransactionToWire(line: BalanceTransactionLine): BalanceTransaction {
  const amount = toWireAmount(line.amount);
  return {
    id: line.id,
    object: 'balance_transaction',
    amount,
    // Money on either balance can be spent at once: what is not there yet has no line.
    available_on: toWireTime(line.created_at),
    balance_type: line.balance_type,
    created: toWireTime(line.created_at),
    currency: line.currency,
    description: null,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: CATEGORIES[line.type],
    source: line.source_id,
    status: 'available',
    type: line.type,
  };
}
