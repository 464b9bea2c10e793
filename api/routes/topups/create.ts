import * as z from 'zod';
import { getAccount } from '../../../db/accounts/get.ts';
import { viewTopup } from '../../../db/topups/views.ts';
import { failure } from '../../../domain/errors.ts';
import { BALANCE_TYPES } from '../../../domain/ledger/accounts.ts';
import { CURRENCIES, money } from '../../../domain/money.ts';
import { orderTopUp } from '../../../funding/order-top-up.ts';
import { payerOf } from '../../../funding/payer.ts';
import { amount, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { topup, topupToWire } from '../../wire/topup.ts';
import { requireOwnCurrency } from '../own-currency.ts';

/** As much as a statement has room for. */
const DESCRIPTOR_LENGTH_MAX = 15;

const input = z.strictObject({
  amount: amount({ min: 1n }),
  currency: z.enum(CURRENCIES),
  description: text().optional(),
  /** Documented by Stripe and not in its types. */
  destination_balance: z.enum(BALANCE_TYPES).default('payments'),
  metadata: metadata().optional(),
  payment_method: text().optional(),
  payment_method_options: z
    .strictObject({ us_bank_account: z.strictObject({ network: z.literal('ach') }).optional() })
    .optional(),
  source: text().optional(),
  statement_descriptor: text({ max: DESCRIPTOR_LENGTH_MAX }).optional(),
  transfer_group: text().optional(),
});

export const createTopup = command(
  {
    method: 'post',
    path: '/v1/topups',
    summary: 'Pull money from a bank account',
    params: z.strictObject({}),
    input,
    response: topup,
  },
  async ({ input: asked, work, scope }, { bank, keyring }) => {
    const { currency, source, payment_method: paymentMethod } = asked;
    checkMethod(asked);
    requireOwnCurrency(await getAccount(work.trx, scope.accountId), currency);
    const row = await orderTopUp(work, bank, {
      amount: money(asked.amount, currency),
      balanceType: asked.destination_balance,
      payer: await payerOf(work, keyring, { source, paymentMethod, currency }),
      initiatedBy: 'user',
      description: asked.description,
      statementDescriptor: asked.statement_descriptor,
      transferGroup: asked.transfer_group,
      metadata: asked.metadata ?? {},
    });
    return topupToWire(await viewTopup(work.trx, scope, row));
  },
);

function checkMethod({ source, currency, ...asked }: z.output<typeof input>): void {
  const { payment_method: method, payment_method_options: options } = asked;
  if (source !== undefined && method !== undefined)
    throw failure('parameters_exclusive', { names: ['source', 'payment_method'] });
  if (options !== undefined && method === undefined)
    throw failure(
      'parameter_invalid',
      { problem: 'Options need the payment method that they are for.' },
      { param: 'payment_method_options' },
    );
  if (currency !== 'usd')
    throw failure(
      'parameter_invalid',
      {
        problem: `Money is pulled in usd. Send ${currency} to the address of the Issuing balance: POST /v1/issuing/funding_instructions.`,
      },
      { param: 'currency' },
    );
}
