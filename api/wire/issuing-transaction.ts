import * as z from 'zod';
import type { IssuingTransactionRow } from '../../db/database.ts';
import { WALLETS } from '../../domain/authorization/authorization.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { amountDetails, amountDetailsToWire } from './amount-details.ts';
import { toWireAmount, toWireTime } from './amount.ts';
import { balanceTransactionIdOf } from './balance-transaction.ts';
import { expandable } from './expandable.ts';
import { merchantData, merchantDataToWire } from './merchant-data.ts';
import { purchaseDetails, purchaseDetailsToWire } from './purchase-details.ts';

/** A cleared movement on a card, as it crosses HTTP. */
export const issuingTransaction = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.transaction'),
  /** Minor units of the card's currency: a capture is negative, a refund positive. */
  amount: z.int(),
  amount_details: amountDetails.nullable(),
  authorization: expandable('issuing.authorization').nullable(),
  balance_transaction: expandable('balance_transaction'),
  card: expandable('issuing.card'),
  cardholder: expandable('issuing.cardholder'),
  created: z.int(),
  currency: z.enum(CURRENCIES),
  dispute: expandable('issuing.dispute').nullable(),
  livemode: z.boolean(),
  merchant_amount: z.int(),
  merchant_currency: z.string(),
  merchant_data: merchantData,
  metadata: z.record(z.string(), z.string()),
  network_data: z.strictObject({
    authorization_code: z.string().nullable(),
    processing_date: z.string().nullable(),
    transaction_id: z.string().nullable(),
  }),
  purchase_details: purchaseDetails.nullable(),
  token: expandable('issuing.token').nullable(),
  treasury: z.null(),
  type: z.enum(['capture', 'refund']),
  wallet: z.enum(WALLETS).nullable(),
});
export type IssuingTransaction = z.output<typeof issuingTransaction>;

export function transactionToWire(transaction: IssuingTransactionRow): IssuingTransaction {
  return {
    id: transaction.id,
    object: 'issuing.transaction',
    amount: toWireAmount(transaction.amount),
    amount_details: transaction.amount_details && amountDetailsToWire(transaction.amount_details),
    authorization: transaction.authorization_id,
    balance_transaction: balanceTransactionIdOf(transaction.movement, 'issuing'),
    card: transaction.card_id,
    cardholder: transaction.cardholder_id,
    created: toWireTime(transaction.created_at),
    currency: transaction.currency,
    dispute: null,
    livemode: transaction.livemode,
    merchant_amount: toWireAmount(transaction.merchant_amount),
    merchant_currency: transaction.merchant_currency,
    merchant_data: merchantDataToWire(transaction.merchant_data),
    metadata: transaction.metadata,
    network_data: {
      authorization_code: transaction.network_data.authorization_code,
      processing_date: transaction.network_data.processing_date,
      transaction_id: transaction.network_data.transaction_id,
    },
    purchase_details:
      transaction.purchase_details && purchaseDetailsToWire(transaction.purchase_details),
    token: null,
    treasury: null,
    type: transaction.type,
    wallet: transaction.wallet,
  };
}
