import * as z from 'zod';
import type { PayoutRow } from '../../db/tables/payout.ts';
import { CURRENCIES } from '../../domain/money.ts';
import {
  messageOfFailure,
  PAYOUT_METHODS,
  PAYOUT_STATUSES,
  type PayoutStatus,
} from '../../domain/payout/payout.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { balanceTransactionIdOf } from './balance-transaction.ts';
import { expandable } from './expandable.ts';

/** Money on its way to a bank account of the account holder, as it crosses HTTP. */
export const payout = z.strictObject({
  id: z.string(),
  object: z.literal('payout'),
  /** Minor units. Of a reversal, which brings money back, it is negative. */
  amount: z.int(),
  application_fee: z.null(),
  application_fee_amount: z.null(),
  arrival_date: z.int(),
  automatic: z.literal(false),
  balance_transaction: expandable('balance_transaction').nullable(),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  description: z.string().nullable(),
  destination: expandable('bank_account'),
  failure_balance_transaction: expandable('balance_transaction').nullable(),
  failure_code: z.string().nullable(),
  failure_message: z.string().nullable(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  method: z.enum(PAYOUT_METHODS),
  original_payout: expandable('payout').nullable(),
  payout_method: z.null(),
  /** Only of automatic payouts is it known which payments are in them. */
  reconciliation_status: z.literal('not_applicable'),
  reversed_by: expandable('payout').nullable(),
  source_type: z.enum(['card', 'issuing']),
  statement_descriptor: z.string().nullable(),
  status: z.enum(PAYOUT_STATUSES),
  trace_id: z.strictObject({
    status: z.enum(['pending', 'supported', 'unsupported']),
    value: z.string().nullable(),
  }),
  type: z.literal('bank_account'),
});
export type Payout = z.output<typeof payout>;

export function payoutToWire(row: PayoutRow): Payout {
  const lineOf = (movement: string | null): string | null =>
    movement === null ? null : balanceTransactionIdOf(movement, row.balance_type);
  return {
    id: row.id,
    object: 'payout',
    amount: toWireAmount(row.original_payout_id === null ? row.amount : -row.amount),
    application_fee: null,
    application_fee_amount: null,
    arrival_date: toWireTime(row.arrives_at),
    automatic: false,
    balance_transaction: lineOf(row.movement),
    created: toWireTime(row.created_at),
    currency: row.currency,
    description: row.description,
    destination: row.destination_id,
    failure_balance_transaction: lineOf(row.return_movement),
    failure_code: row.failure_code,
    failure_message: row.failure_code && messageOfFailure(row.failure_code),
    livemode: row.livemode,
    metadata: row.metadata,
    method: row.method,
    original_payout: row.original_payout_id,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: row.reversed_by_id,
    source_type: row.balance_type === 'issuing' ? 'issuing' : 'card',
    statement_descriptor: row.statement_descriptor,
    status: row.status,
    trace_id: traceOf(row.status, row.bank_reference),
    type: 'bank_account',
  };
}

/** The bank's reference, by which a beneficiary's bank finds the payment once it has been made. */
function traceOf(status: PayoutStatus, reference: string | null): Payout['trace_id'] {
  if (status === 'pending' || status === 'in_transit') return { status: 'pending', value: null };
  if (reference === null) return { status: 'unsupported', value: null };
  return { status: 'supported', value: reference };
}
