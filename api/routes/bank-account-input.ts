import * as z from 'zod';
import {
  ACCOUNT_HOLDER_TYPES,
  BANK_ACCOUNT_TYPES,
} from '../../domain/bank-account/bank-account.ts';
import { parseNumbers } from '../../domain/bank-account/numbers.ts';
import { AppError } from '../../domain/errors.ts';
import { CURRENCIES, type Currency } from '../../domain/money.ts';
import type { BankAccountDetails } from '../../funding/bank-account.ts';
import { text } from '../input.ts';
import { refuse } from '../parse-input.ts';
import { country } from '../places.ts';
import { unavailable } from '../unavailable.ts';

/** Longer than any number of a bank account is. */
const NUMBER_LENGTH_MAX = 42;

const currencyOf = (of: string): Currency => (of === 'US' ? 'usd' : of === 'GB' ? 'gbp' : 'eur');

const spelled = z.strictObject({
  account_holder_name: text().optional(),
  account_holder_type: z.enum(ACCOUNT_HOLDER_TYPES).optional(),
  account_number: text({ max: NUMBER_LENGTH_MAX }),
  account_type: z.enum(BANK_ACCOUNT_TYPES).optional(),
  country: country(),
  currency: z.enum(CURRENCIES).optional(),
  documents: unavailable('Documents of a bank account are'),
  object: z.literal('bank_account').optional(),
  routing_number: text({ max: NUMBER_LENGTH_MAX }).optional(),
});

/** A bank account as a caller spells it out: refused by the parameter whose number cannot be one. */
export const bankAccountDetails = spelled.transform((given, ctx): BankAccountDetails => {
  const currency = given.currency ?? currencyOf(given.country);
  const numbers = { accountNumber: given.account_number, routingNumber: given.routing_number };
  try {
    return {
      country: given.country,
      currency,
      numbers: parseNumbers({ country: given.country, currency, ...numbers }),
      holderName: given.account_holder_name,
      holderType: given.account_holder_type,
      accountType: given.account_type,
    };
  } catch (error) {
    if (error instanceof AppError && error.param !== undefined)
      return refuse(ctx, error, [error.param]);
    throw error;
  }
});
