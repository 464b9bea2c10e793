import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { obtainInstructions } from '../../../../db/funding/instructions.ts';
import { CURRENCIES } from '../../../../domain/money.ts';
import { requireOwnCurrency } from '../../own-currency.ts';
import { command } from '../../../operation.ts';
import {
  BANK_TRANSFERS,
  fundingInstructions,
  fundingInstructionsToWire,
} from '../../../wire/funding-instructions.ts';
import { failure } from '../../../../domain/errors.ts';

const TYPES = ['eu_bank_transfer', 'gb_bank_transfer', 'us_bank_transfer'] as const;

/** Documented by Stripe and not in its types. Asked again it gives the same: the numbers stay for ever. */
export const createFundingInstructions = command(
  {
    method: 'post',
    path: '/v1/issuing/funding_instructions',
    summary: 'Create funding instructions, or retrieve those that exist',
    params: z.strictObject({}),
    input: z.strictObject({
      bank_transfer: z.strictObject({ type: z.enum(TYPES) }),
      currency: z.enum(CURRENCIES),
      funding_type: z.literal('bank_transfer'),
    }),
    response: fundingInstructions,
  },
  async ({ input, work, scope }) => {
    const { currency, bank_transfer: transfer } = input;
    const account = await getAccount(work.trx, scope.accountId);
    requireOwnCurrency(account, currency);
    const { type } = BANK_TRANSFERS[currency];
    if (transfer.type !== type)
      throw failure(
        'parameter_invalid',
        { problem: `A balance in ${currency} is funded by ${type}.` },
        { param: 'bank_transfer[type]' },
      );
    const instructions = await obtainInstructions(work, currency);
    return fundingInstructionsToWire({ account, instructions });
  },
);
