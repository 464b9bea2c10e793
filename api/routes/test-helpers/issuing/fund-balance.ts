import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { obtainInstructions } from '../../../../db/funding/instructions.ts';
import { addressText, destinationOf } from '../../../../domain/funding/financial-address.ts';
import { SUPPORTED_NETWORKS } from '../../../../domain/funding/rails.ts';
import { CURRENCIES, money } from '../../../../domain/money.ts';
import { receiveBankCredit } from '../../../../funding/receive-bank-credit.ts';
import { amount } from '../../../input.ts';
import { command } from '../../../operation.ts';
import { requireOwnCurrency } from '../../own-currency.ts';
import {
  fundingInstructions,
  fundingInstructionsToWire,
} from '../../../wire/funding-instructions.ts';

/** Documented by Stripe and not in its types: `stripe.rawRequest('POST', path, params)`. */
export const fundBalance = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/fund_balance',
    summary: 'Simulate a bank transfer to the Issuing balance',
    params: z.strictObject({}),
    input: z.strictObject({ amount: amount({ min: 1n }), currency: z.enum(CURRENCIES) }),
    response: fundingInstructions,
  },
  async ({ input, work, scope }, deps) => {
    const account = await getAccount(work.trx, scope.accountId);
    const { currency } = input;
    requireOwnCurrency(account, currency);
    const instructions = await obtainInstructions(work, currency);
    const { account_number: accountNumber } = instructions;
    await receiveBankCredit(deps, work, {
      advisedBy: scope.accountId,
      bankReference: work.unique(),
      network: SUPPORTED_NETWORKS[currency][0],
      amount: money(input.amount, currency),
      address: addressText(currency, accountNumber),
      destination: destinationOf(currency, accountNumber),
      reference: null,
      senderName: null,
      isSenderListed: false,
    });
    return fundingInstructionsToWire({ account, instructions });
  },
);
