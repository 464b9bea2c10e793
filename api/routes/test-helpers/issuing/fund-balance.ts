import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { lockLedgerAccounts } from '../../../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../../../db/ledger/write-movement.ts';
import { fundIssuingBalance } from '../../../../domain/ledger/templates.ts';
import { failure } from '../../../../domain/errors.ts';
import { CURRENCIES, money } from '../../../../domain/money.ts';
import { amount } from '../../../input.ts';
import { command } from '../../../operation.ts';
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
  async ({ input, work, scope }) => {
    const account = await getAccount(work.trx, scope.accountId);
    const { currency } = input;
    if (currency !== account.default_currency)
      throw failure(
        'parameter_invalid',
        { problem: `This account issues cards in ${account.default_currency}.` },
        { param: 'currency' },
      );
    const books = await lockLedgerAccounts(work, currency, ['bank_clearing', 'issuing_balance']);
    const accounts = { bank: books.bank_clearing.id, funds: books.issuing_balance.id };
    const transfers = fundIssuingBalance(accounts, money(input.amount, currency));
    await writeMovement(work.trx, scope, { id: work.unique(), at: work.now, transfers });
    return fundingInstructionsToWire({ account, currency, livemode: scope.livemode });
  },
);
