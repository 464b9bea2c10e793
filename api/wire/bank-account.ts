import * as z from 'zod';
import type { BankAccountRow } from '../../db/tables/pull-funding.ts';
import {
  ACCOUNT_HOLDER_TYPES,
  BANK_ACCOUNT_STATUSES,
  BANK_ACCOUNT_TYPES,
} from '../../domain/bank-account/bank-account.ts';
import { CURRENCIES } from '../../domain/money.ts';

/** A bank account, as it crosses HTTP: of its number the end, and a fingerprint by which to know it again. */
export const bankAccount = z.strictObject({
  id: z.string(),
  object: z.literal('bank_account'),
  account: z.string().optional(),
  account_holder_name: z.string().nullable(),
  account_holder_type: z.enum(ACCOUNT_HOLDER_TYPES).nullable(),
  account_type: z.enum(BANK_ACCOUNT_TYPES).nullable(),
  available_payout_methods: z.array(z.enum(['instant', 'standard'])).optional(),
  bank_name: z.null(),
  country: z.string(),
  currency: z.enum(CURRENCIES),
  default_for_currency: z.boolean().optional(),
  fingerprint: z.string(),
  last4: z.string(),
  metadata: z.record(z.string(), z.string()).optional(),
  routing_number: z.string().nullable(),
  status: z.enum(BANK_ACCOUNT_STATUSES),
});
export type BankAccount = z.output<typeof bankAccount>;

/** Whose it is, and whether it is the default, only the account's own ones say. */
export function bankAccountToWire(row: BankAccountRow): BankAccount {
  return {
    id: row.id,
    object: 'bank_account',
    account_holder_name: row.account_holder_name,
    account_holder_type: row.account_holder_type,
    account_type: row.account_type,
    bank_name: null,
    country: row.country,
    currency: row.currency,
    fingerprint: row.fingerprint,
    last4: row.last4,
    routing_number: row.routing_number,
    status: row.status,
    ...(row.is_external && {
      account: row.account_id,
      available_payout_methods: ['standard', 'instant'],
      default_for_currency: row.default_for_currency,
      metadata: row.metadata,
    }),
  };
}

export const deletedBankAccount = z.strictObject({
  id: z.string(),
  object: z.literal('bank_account'),
  currency: z.enum(CURRENCIES),
  deleted: z.literal(true),
});
export type DeletedBankAccount = z.output<typeof deletedBankAccount>;

export const deletedBankAccountToWire = ({ id, currency }: BankAccountRow): DeletedBankAccount => ({
  id,
  object: 'bank_account',
  currency,
  deleted: true,
});
