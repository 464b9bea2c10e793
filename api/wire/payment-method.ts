import * as z from 'zod';
import type { BankAccountRow, PaymentMethodRow } from '../../db/tables/pull-funding.ts';
import {
  ACCOUNT_HOLDER_TYPES,
  BANK_ACCOUNT_TYPES,
} from '../../domain/bank-account/bank-account.ts';
import { toWireTime } from './amount.ts';

const text = z.string().nullable();

/** A US bank account by which money can be pulled, as it crosses HTTP. */
export const paymentMethod = z.strictObject({
  id: z.string(),
  object: z.literal('payment_method'),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']),
  billing_details: z.strictObject({
    address: z.strictObject({
      city: text,
      country: text,
      line1: text,
      line2: text,
      postal_code: text,
      state: text,
    }),
    email: text,
    name: text,
    phone: text,
    tax_id: z.null(),
  }),
  created: z.int(),
  customer: z.null(),
  customer_account: z.null(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  type: z.literal('us_bank_account'),
  us_bank_account: z.strictObject({
    account_holder_type: z.enum(ACCOUNT_HOLDER_TYPES).nullable(),
    account_type: z.enum(BANK_ACCOUNT_TYPES).nullable(),
    bank_name: z.null(),
    financial_connections_account: z.null(),
    fingerprint: z.string(),
    last4: z.string(),
    networks: z.strictObject({
      preferred: z.literal('ach'),
      supported: z.array(z.literal('ach')),
    }),
    routing_number: text,
    status_details: z.null(),
  }),
});
export type PaymentMethod = z.output<typeof paymentMethod>;

export const paymentMethodToWire = (
  row: PaymentMethodRow,
  account: BankAccountRow,
): PaymentMethod => ({
  id: row.id,
  object: 'payment_method',
  allow_redisplay: row.allow_redisplay,
  billing_details: { ...row.billing_details, tax_id: null },
  created: toWireTime(row.created_at),
  customer: null,
  customer_account: null,
  livemode: row.livemode,
  metadata: row.metadata,
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: account.account_holder_type,
    account_type: account.account_type,
    bank_name: null,
    financial_connections_account: null,
    fingerprint: account.fingerprint,
    last4: account.last4,
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: account.routing_number,
    status_details: null,
  },
});
