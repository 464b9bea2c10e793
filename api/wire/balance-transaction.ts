import * as z from 'zod';
import type { BalanceTransactionLine } from '../../db/database.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { expandable } from './expandable.ts';

const BALANCE_TRANSACTION_TYPES = [
  'issuing_authorization_hold',
  'issuing_authorization_release',
  'issuing_transaction',
  'topup',
] as const;

/** One line of a balance, as it crosses HTTP: a view of the ledger (contract §5.2). */
export const balanceTransaction = z.strictObject({
  id: z.string(),
  object: z.literal('balance_transaction'),
  /** Minor units; negative is out of the balance. */
  amount: z.int(),
  available_on: z.int(),
  balance_type: z.literal('issuing'),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  description: z.string().nullable(),
  exchange_rate: z.null(),
  fee: z.int(),
  fee_details: z.array(z.never()),
  net: z.int(),
  reporting_category: z.enum(BALANCE_TRANSACTION_TYPES),
  source: expandable('issuing.authorization', 'issuing.transaction').nullable(),
  status: z.literal('available'),
  type: z.enum(BALANCE_TRANSACTION_TYPES),
});
export type BalanceTransaction = z.output<typeof balanceTransaction>;

export function balanceTransactionToWire(line: BalanceTransactionLine): BalanceTransaction {
  const amount = toWireAmount(line.amount);
  return {
    id: line.id,
    object: 'balance_transaction',
    amount,
    // Money on the Issuing balance can be spent at once: it has no pending part.
    available_on: toWireTime(line.created_at),
    balance_type: 'issuing',
    created: toWireTime(line.created_at),
    currency: line.currency,
    description: line.type === 'topup' ? 'Simulated bank transfer to the Issuing balance' : null,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: line.type,
    source: line.source_id,
    status: 'available',
    type: line.type,
  };
}
