import * as z from 'zod';
import {
  ACCOUNT_HOLDER_TYPES,
  BANK_ACCOUNT_TYPES,
} from '../../../domain/bank-account/bank-account.ts';
import { parseNumbers } from '../../../domain/bank-account/numbers.ts';
import { AppError } from '../../../domain/errors.ts';
import type { BillingDetailsJson } from '../../../db/tables/pull-funding.ts';
import type { BankAccountDetails } from '../../../funding/bank-account.ts';
import { email } from '../../email.ts';
import { orNull, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { refuse } from '../../parse-input.ts';
import { unavailable } from '../../unavailable.ts';

const line = orNull(text());

const billingDetails = z.strictObject({
  address: z
    .strictObject({
      city: line,
      country: line,
      line1: line,
      line2: line,
      postal_code: line,
      state: line,
    })
    .optional(),
  email: orNull(email()),
  name: line,
  phone: line,
});
type BillingDetails = z.output<typeof billingDetails>;

const NO_ADDRESS = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

export const billingOf = (given: BillingDetails | undefined): BillingDetailsJson => ({
  address: given?.address ?? NO_ADDRESS,
  email: given?.email ?? null,
  name: given?.name ?? null,
  phone: given?.phone ?? null,
});

/** A US bank account as a caller spells it out. */
const usBankAccount = z
  .strictObject({
    account_holder_type: z.enum(ACCOUNT_HOLDER_TYPES).optional(),
    account_number: text({ max: 42 }),
    account_type: z.enum(BANK_ACCOUNT_TYPES).optional(),
    financial_connections_account: unavailable('Financial Connections are'),
    routing_number: text({ max: 42 }),
  })
  .transform((given, ctx): BankAccountDetails => {
    const { account_number: accountNumber, routing_number: routingNumber } = given;
    const of = { country: 'US', currency: 'usd' } as const;
    try {
      return {
        ...of,
        numbers: parseNumbers({ ...of, accountNumber, routingNumber }),
        holderType: given.account_holder_type,
        accountType: given.account_type ?? 'checking',
      };
    } catch (error) {
      if (error instanceof AppError && error.param !== undefined)
        return refuse(ctx, error, [error.param]);
      throw error;
    }
  });

/** As `POST /v1/payment_methods` and `payment_method_data` of a setup intent take it. */
export const paymentMethodDetails = {
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  billing_details: billingDetails.optional(),
  metadata: metadata().optional(),
  type: z.literal('us_bank_account'),
  us_bank_account: usBankAccount,
};
