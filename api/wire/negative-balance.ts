import * as z from 'zod';
import type { NegativeBalanceRow } from '../../db/tables/push-funding.ts';
import { NEGATIVE_BALANCE_STATUSES } from '../../domain/funding/negative-balance.ts';
import { BALANCE_TYPES } from '../../domain/ledger/accounts.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount, toWireTime } from './amount.ts';

/** A time during which a balance was below zero. Not an object of Stripe's. */
export const negativeBalance = z.strictObject({
  id: z.string(),
  object: z.literal('negative_balance'),
  /** What was missing when it was noticed. */
  amount: z.int(),
  balance_type: z.enum(BALANCE_TYPES),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  livemode: z.boolean(),
  reminders: z.int(),
  resolved_at: z.int().nullable(),
  status: z.enum(NEGATIVE_BALANCE_STATUSES),
  written_off: z.int().nullable(),
});
export type NegativeBalance = z.output<typeof negativeBalance>;

export const negativeBalanceToWire = (row: NegativeBalanceRow): NegativeBalance => ({
  id: row.id,
  object: 'negative_balance',
  amount: toWireAmount(row.amount),
  balance_type: row.balance_type,
  created: toWireTime(row.created_at),
  currency: row.currency,
  livemode: row.livemode,
  reminders: row.reminders,
  resolved_at: row.resolved_at && toWireTime(row.resolved_at),
  status: row.status,
  written_off: row.written_off === null ? null : toWireAmount(row.written_off),
});

/** One that is followed, as the operator sees it. */
export const negativeBalanceCase = z.strictObject({
  object: z.literal('negative_balance_case'),
  account: z.string(),
  negative_balance: negativeBalance,
  workflow_url: z.string(),
});
export type NegativeBalanceCase = z.output<typeof negativeBalanceCase>;
