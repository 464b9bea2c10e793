import * as z from 'zod';
import { getAccount } from '../../../db/accounts/get.ts';
import { failure } from '../../../domain/errors.ts';
import { orderBalanceTransfer } from '../../../funding/order-balance-transfer.ts';
import { BALANCE_TYPES } from '../../../domain/ledger/accounts.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { CURRENCIES, money } from '../../../domain/money.ts';
import { amount } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { balanceTransfer, balanceTransferToWire } from '../../wire/balance-transfer.ts';
import { requireOwnCurrency } from '../own-currency.ts';

const balance = z.strictObject({ type: z.enum(BALANCE_TYPES) });

export const createBalanceTransfer = command(
  {
    method: 'post',
    path: '/v1/balance_transfers',
    summary: 'Move money between the payments and the Issuing balance',
    params: z.strictObject({}),
    input: z.strictObject({
      amount: amount({ min: 1n }),
      currency: z.enum(CURRENCIES),
      destination_balance: balance,
      metadata: metadata().optional(),
      source_balance: balance,
    }),
    response: balanceTransfer,
  },
  async ({ input, scope, work }) => {
    const { currency, source_balance: source, destination_balance: destination } = input;
    if (source.type === destination.type)
      throw failure(
        'parameter_invalid',
        { problem: 'A transfer is between two balances: source and destination are the same.' },
        { param: 'destination_balance[type]' },
      );
    requireOwnCurrency(await getAccount(work.trx, scope.accountId), currency);
    const transfer = await orderBalanceTransfer(work, {
      amount: money(input.amount, currency),
      from: source.type,
      to: destination.type,
      metadata: mergeMetadata({}, input.metadata),
    });
    return balanceTransferToWire(transfer);
  },
);
