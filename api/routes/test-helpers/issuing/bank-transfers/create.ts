import * as z from 'zod';
import { failure } from '../../../../../domain/errors.ts';
import { AMOUNT_MAX, amountMaxOf, NETWORKS } from '../../../../../domain/funding/rails.ts';
import { CURRENCIES, money } from '../../../../../domain/money.ts';
import { receiveBankCredit } from '../../../../../funding/receive-bank-credit.ts';
import { sandboxIdentity } from '../../../../../providers/identity/sandbox.ts';
import { amount, text } from '../../../../input.ts';
import { commandAfter } from '../../../../operation.ts';
import { bankCredit, bankCreditToWire } from '../../../../wire/bank-credit.ts';
import { destination } from './destination.ts';

/** What the bank's file has room for. */
const TEXT_MAX = 140;

/**
 * A bank transfer to any address, as the bank tells it: told twice under one `bank_reference` it is booked
 * once. What a rail does not carry it refuses, so that the bank never hears of it.
 */
export const createBankTransfer = commandAfter(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/bank_transfers',
    summary: 'Simulate a bank transfer to any address',
    params: z.strictObject({}),
    input: z.strictObject({
      amount: amount({ min: 1n, max: AMOUNT_MAX }),
      bank_reference: text({ max: TEXT_MAX }).optional(),
      currency: z.enum(CURRENCIES),
      destination,
      network: z.enum(NETWORKS),
      reference: text({ max: TEXT_MAX }).optional(),
      sender_name: text({ max: TEXT_MAX }).optional(),
    }),
    response: bankCredit,
  },
  async ({ input, scope }) => {
    const { sender_name: name } = input;
    const verdict = name && (await sandboxIdentity.screenSender({ scope, name }));
    return { isSenderListed: verdict === 'match' };
  },
  async ({ input, scope, work, found }, deps) => {
    const max = amountMaxOf(input.network);
    if (input.amount > max)
      throw failure('amount_too_large', { max: String(max) }, { param: 'amount' });
    const row = await receiveBankCredit(deps, work, {
      advisedBy: scope.accountId,
      bankReference: input.bank_reference ?? work.unique(),
      network: input.network,
      amount: money(input.amount, input.currency),
      ...input.destination,
      reference: input.reference ?? null,
      senderName: input.sender_name ?? null,
      ...found,
    });
    return bankCreditToWire(row);
  },
);
