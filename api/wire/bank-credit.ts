import * as z from 'zod';
import type { BankCreditRow } from '../../db/tables/push-funding.ts';
import { BANK_CREDIT_STATUSES, HELD_REASONS } from '../../domain/funding/bank-credit.ts';
import { NETWORKS } from '../../domain/funding/rails.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount, toWireTime } from './amount.ts';

/** A bank transfer that has arrived. Not an object of Stripe's, where it is only a line of the balance. */
export const bankCredit = z.strictObject({
  id: z.string(),
  object: z.literal('bank_credit'),
  address: z.string(),
  amount: z.int(),
  bank_reference: z.string(),
  created: z.int(),
  credited_account: z.string().nullable(),
  credited_at: z.int().nullable(),
  currency: z.enum(CURRENCIES),
  funding_instructions: z.string().nullable(),
  held_reason: z.enum(HELD_REASONS).nullable(),
  livemode: z.boolean(),
  network: z.enum(NETWORKS),
  reference: z.string().nullable(),
  return_at: z.int().nullable(),
  return_reference: z.string().nullable(),
  returned_at: z.int().nullable(),
  sender_name: z.string().nullable(),
  status: z.enum(BANK_CREDIT_STATUSES),
});
export type BankCredit = z.output<typeof bankCredit>;

export const bankCreditToWire = (row: BankCreditRow): BankCredit => ({
  id: row.id,
  object: 'bank_credit',
  address: row.address,
  amount: toWireAmount(row.amount),
  bank_reference: row.bank_reference,
  created: toWireTime(row.created_at),
  credited_account: row.credited_account_id,
  credited_at: timeOrNull(row.credited_at),
  currency: row.currency,
  funding_instructions: row.funding_instructions_id,
  held_reason: row.held_reason,
  livemode: row.livemode,
  network: row.network,
  reference: row.reference,
  return_at: timeOrNull(row.return_at),
  return_reference: row.return_reference,
  returned_at: timeOrNull(row.returned_at),
  sender_name: row.sender_name,
  status: row.status,
});

const timeOrNull = (at: Date | null): number | null => at && toWireTime(at);

/** One that waits for a person, as the operator sees it. */
export const bankCreditCase = z.strictObject({
  object: z.literal('bank_credit_case'),
  account: z.string(),
  bank_credit: bankCredit,
  workflow_url: z.string(),
});
export type BankCreditCase = z.output<typeof bankCreditCase>;
