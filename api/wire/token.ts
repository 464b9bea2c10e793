import * as z from 'zod';
import type { BankAccountRow, BankAccountTokenRow } from '../../db/tables/pull-funding.ts';
import { toWireTime } from './amount.ts';
import { bankAccount, bankAccountToWire } from './bank-account.ts';

/** A name for a bank account that is good once, as it crosses HTTP. */
export const token = z.strictObject({
  id: z.string(),
  object: z.literal('token'),
  bank_account: bankAccount,
  client_ip: z.null(),
  created: z.int(),
  livemode: z.boolean(),
  type: z.literal('bank_account'),
  used: z.boolean(),
});
export type Token = z.output<typeof token>;

export const tokenToWire = (row: BankAccountTokenRow, account: BankAccountRow): Token => ({
  id: row.id,
  object: 'token',
  bank_account: bankAccountToWire(account),
  client_ip: null,
  created: toWireTime(row.created_at),
  livemode: row.livemode,
  type: 'bank_account',
  used: row.used_at !== null,
});
