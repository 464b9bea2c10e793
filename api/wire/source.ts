import * as z from 'zod';
import type { BankAccountRow, SourceRow } from '../../db/tables/pull-funding.ts';
import {
  ACCOUNT_HOLDER_TYPES,
  type BankAccountStatus,
} from '../../domain/bank-account/bank-account.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireTime } from './amount.ts';

const STATUSES = ['chargeable', 'failed', 'pending'] as const;

/** A bank account that can be charged once it has been proved, as it crosses HTTP. */
export const source = z.strictObject({
  id: z.string(),
  object: z.literal('source'),
  ach_debit: z.strictObject({
    bank_name: z.null(),
    country: z.string(),
    fingerprint: z.string(),
    last4: z.string(),
    routing_number: z.string().nullable(),
    type: z.enum(ACCOUNT_HOLDER_TYPES).nullable(),
  }),
  allow_redisplay: z.null(),
  amount: z.null(),
  client_secret: z.string(),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  flow: z.literal('none'),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  owner: z.strictObject({
    address: z.null(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    verified_address: z.null(),
    verified_email: z.null(),
    verified_name: z.null(),
    verified_phone: z.null(),
  }),
  statement_descriptor: z.string().nullable(),
  status: z.enum(STATUSES),
  type: z.literal('ach_debit'),
  usage: z.enum(['reusable', 'single_use']),
});
export type Source = z.output<typeof source>;

/** A source can be charged as soon as its bank account is proved, and not before. */
const STATUS_OF = {
  errored: 'failed',
  new: 'pending',
  verification_failed: 'failed',
  verified: 'chargeable',
} as const satisfies Record<BankAccountStatus, (typeof STATUSES)[number]>;

export const sourceToWire = (row: SourceRow, account: BankAccountRow): Source => ({
  id: row.id,
  object: 'source',
  ach_debit: {
    bank_name: null,
    country: account.country,
    fingerprint: account.fingerprint,
    last4: account.last4,
    routing_number: account.routing_number,
    type: account.account_holder_type,
  },
  allow_redisplay: null,
  amount: null,
  client_secret: row.client_secret,
  created: toWireTime(row.created_at),
  currency: account.currency,
  flow: 'none',
  livemode: row.livemode,
  metadata: row.metadata,
  owner: {
    address: null,
    email: row.owner?.email ?? null,
    name: row.owner?.name ?? account.account_holder_name,
    phone: row.owner?.phone ?? null,
    verified_address: null,
    verified_email: null,
    verified_name: null,
    verified_phone: null,
  },
  statement_descriptor: row.statement_descriptor,
  status: STATUS_OF[account.status],
  type: 'ach_debit',
  usage: row.usage,
});
