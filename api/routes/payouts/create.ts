import * as z from 'zod';
import { getAccount } from '../../../db/accounts/get.ts';
import { failure } from '../../../domain/errors.ts';
import { BALANCE_TYPES } from '../../../domain/ledger/accounts.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { CURRENCIES, money } from '../../../domain/money.ts';
import { PAYOUT_METHODS } from '../../../domain/payout/payout.ts';
import { orderPayout } from '../../../funding/order-payout.ts';
import { payoutDestination } from '../../../funding/payout-destination.ts';
import { amount, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { unavailable } from '../../unavailable.ts';
import { payout, payoutToWire } from '../../wire/payout.ts';
import { requireOwnCurrency } from '../own-currency.ts';

/** Stripe's bound: most banks show less. */
const STATEMENT_DESCRIPTOR_MAX = 22;

export const createPayout = command(
  {
    method: 'post',
    path: '/v1/payouts',
    summary: 'Pay out to a bank account',
    params: z.strictObject({}),
    input: z.strictObject({
      amount: amount({ min: 1n }),
      currency: z.enum(CURRENCIES),
      description: text().optional(),
      /** The external account for the currency, when none is named. */
      destination: text({ max: 64 }).optional(),
      metadata: metadata().optional(),
      method: z.enum(PAYOUT_METHODS).default('standard'),
      payout_method: unavailable('Payouts to financial accounts are'),
      /** Documented for Issuing, and not in Stripe's types. */
      source_balance: z.enum(BALANCE_TYPES).optional(),
      /** All money of the payments balance is of this kind. */
      source_type: z.enum(['card']).optional(),
      statement_descriptor: text({ max: STATEMENT_DESCRIPTOR_MAX }).optional(),
    }),
    response: payout,
  },
  async ({ input, scope, work }, { bank }) => {
    const { currency, source_balance: from = 'payments' } = input;
    if (from === 'issuing' && input.source_type !== undefined)
      throw failure('parameters_exclusive', { names: ['source_balance', 'source_type'] });
    requireOwnCurrency(await getAccount(work.trx, scope.accountId), currency);
    const destination = await payoutDestination(work, input.destination, currency);
    const ordered = await orderPayout(work, bank, {
      amount: money(input.amount, currency),
      from,
      destinationId: destination.id,
      method: input.method,
      description: input.description ?? null,
      statementDescriptor: input.statement_descriptor ?? null,
      metadata: mergeMetadata({}, input.metadata),
    });
    return payoutToWire(ordered);
  },
);
