import * as z from 'zod';
import { clearUnasked, type UnaskedClearing } from '../../../../../authorizer/clear.ts';
import type { UnitOfWork } from '../../../../../db/unit-of-work.ts';
import { CURRENCIES } from '../../../../../domain/money.ts';
import { stampRequest } from '../../../../../providers/network/stamp.ts';
import { amount, text } from '../../../../input.ts';
import {
  type IssuingTransaction,
  transactionToWire,
} from '../../../../wire/issuing-transaction.ts';
import { merchantInput, toMerchantData } from '../merchant-input.ts';
import { purchaseDetailsInput, toPurchaseDetails } from '../purchase-details-input.ts';

/** What a force capture and an unlinked refund are made of: no authorization, so all of it is named. */
export const unaskedInput = z.strictObject({
  card: text(),
  amount: amount({ min: 1n }),
  currency: z.enum(CURRENCIES).optional(),
  merchant_data: merchantInput.prefault({}),
  purchase_details: purchaseDetailsInput.optional(),
});

export async function postUnasked(
  work: UnitOfWork,
  type: UnaskedClearing['type'],
  { card, amount: minor, currency, ...said }: z.output<typeof unaskedInput>,
): Promise<IssuingTransaction> {
  const transaction = await clearUnasked(work, {
    type,
    card,
    amount: minor,
    currency,
    merchantData: toMerchantData(said.merchant_data),
    purchaseDetails: toPurchaseDetails(said.purchase_details),
    networkTransactionId: stampRequest().transactionId,
  });
  return transactionToWire(transaction);
}
