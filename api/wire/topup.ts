import * as z from 'zod';
import type { TopupRow } from '../../db/tables/pull-funding.ts';
import type { TopupView } from '../../db/topups/views.ts';
import { RETURN_CODES } from '../../domain/bank-account/return-code.ts';
import { BALANCE_TYPES } from '../../domain/ledger/accounts.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { TOPUP_INITIATORS, TOPUP_STATUSES } from '../../domain/topup/topup.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { expandable } from './expandable.ts';
import { source, sourceToWire } from './source.ts';

/** Money pulled from a bank account, as it crosses HTTP. Strict: what is not listed must not leave. */
export const topup = z.strictObject({
  id: z.string(),
  object: z.literal('topup'),
  amount: z.int(),
  balance_transaction: expandable('balance_transaction').nullable(),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  description: z.string().nullable(),
  /** Ours: Stripe takes the parameter and does not show it. */
  destination_balance: z.enum(BALANCE_TYPES),
  expected_availability_date: z.int().nullable(),
  failure_code: z.string().nullable(),
  failure_message: z.string().nullable(),
  initiated_by: z.enum(TOPUP_INITIATORS),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  payment_method: expandable('payment_method').nullable(),
  payment_method_options: z
    .strictObject({ us_bank_account: z.strictObject({ network: z.literal('ach') }) })
    .nullable(),
  source: source.nullable(),
  statement_descriptor: z.string().nullable(),
  status: z.enum(TOPUP_STATUSES),
  transfer_group: z.string().nullable(),
});
export type Topup = z.output<typeof topup>;

export function topupToWire({ topup: row, payer }: TopupView): Topup {
  return {
    id: row.id,
    object: 'topup',
    amount: toWireAmount(row.amount),
    balance_transaction: lineOf(row),
    created: toWireTime(row.created_at),
    currency: row.currency,
    description: row.description,
    destination_balance: row.balance_type,
    expected_availability_date: toWireTime(row.available_at),
    failure_code: row.failure_code,
    failure_message: row.failure_code && RETURN_CODES[row.failure_code].message,
    initiated_by: row.initiated_by,
    livemode: row.livemode,
    metadata: row.metadata,
    payment_method: row.payment_method_id,
    payment_method_options:
      row.payment_method_id === null ? null : { us_bank_account: { network: 'ach' } },
    source: payer ? sourceToWire(payer.source, payer.bankAccount) : null,
    statement_descriptor: row.statement_descriptor,
    status: row.status,
    transfer_group: row.transfer_group,
  };
}

/** The line that brought it, also after a reversal: both lines are found by `source`. */
function lineOf({ movement, balance_type: balance }: TopupRow): string | null {
  return movement === null ? null : `txn_${movement}${balance === 'issuing' ? 1 : 2}`;
}
