import * as z from 'zod';
import type { BalanceTransferRow } from '../../db/tables/balance-transfer.ts';
import { BALANCE_TRANSFER_STATUSES } from '../../domain/balance-transfer/balance-transfer.ts';
import { BALANCE_TYPES, type BalanceType } from '../../domain/ledger/accounts.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { balanceTransactionIdOf } from './balance-transaction.ts';
import { expandable } from './expandable.ts';

const line = z.strictObject({ balance_transaction: expandable('balance_transaction').optional() });
const balance = z.strictObject({
  type: z.enum(BALANCE_TYPES),
  issuing: line.optional(),
  payments: line.optional(),
});

/** A move between the balances of one account: an object of Stripe's preview. */
export const balanceTransfer = z.strictObject({
  id: z.string(),
  object: z.literal('balance_transfer'),
  amount: z.int(),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  destination_balance: balance,
  /** Ours: when the money can be used at its destination, and whether it can. */
  expected_arrival_date: z.int(),
  hosted_regulatory_receipt_url: z.null(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  source_balance: balance,
  status: z.enum(BALANCE_TRANSFER_STATUSES),
});
export type BalanceTransfer = z.output<typeof balanceTransfer>;

export function balanceTransferToWire(row: BalanceTransferRow): BalanceTransfer {
  const { source_balance: source, destination_balance: destination } = row;
  const arrival = row.arrival_movement ?? (row.status === 'succeeded' ? row.movement : null);
  return {
    id: row.id,
    object: 'balance_transfer',
    amount: toWireAmount(row.amount),
    created: toWireTime(row.created_at),
    currency: row.currency,
    destination_balance: balanceToWire(destination, arrival),
    expected_arrival_date: toWireTime(row.arrives_at),
    hosted_regulatory_receipt_url: null,
    livemode: row.livemode,
    metadata: row.metadata,
    source_balance: balanceToWire(source, row.movement),
    status: row.status,
  };
}

const balanceToWire = (type: BalanceType, movement: string | null): z.output<typeof balance> => ({
  type,
  [type]: movement === null ? {} : { balance_transaction: balanceTransactionIdOf(movement, type) },
});
