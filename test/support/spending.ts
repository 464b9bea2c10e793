/** What was spent, with the least that history asks of it: tests of limits depend on nothing but limits. */
import { insertAuthorization } from '../../db/authorizations/insert.ts';
import { insertTransaction } from '../../db/transactions/insert.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import {
  type AuthorizationId,
  type CardholderId,
  type CardId,
  type IssuingTransactionId,
  makeId,
} from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import { uniqueText } from '../../infra/ids.ts';
import { purchaseOf } from './purchase.ts';

export interface PaperSpending {
  readonly card: CardId;
  readonly cardholder: CardholderId;
  readonly category: string;
  readonly amount: bigint;
}

let turn = 0;
const uniqueAt = ({ now }: UnitOfWork) => uniqueText(now.getTime(), ++turn);

const merchantOf = (category: string) => ({ ...purchaseOf('', 0n).merchantData, category });

/** An authorization that counts `amount`, at the time of the work. It holds nothing. */
export async function spend(work: UnitOfWork, spending: PaperSpending): Promise<AuthorizationId> {
  const { networkData, verificationData } = purchaseOf('', 0n);
  const id = makeId('authorization', uniqueAt(work));
  await insertAuthorization(work, {
    id,
    cardId: spending.card,
    cardholderId: spending.cardholder,
    status: 'closed',
    approved: true,
    amount: money(spending.amount, 'usd'),
    merchantAmount: spending.amount,
    merchantCurrency: 'usd',
    method: 'online',
    merchantData: merchantOf(spending.category),
    networkData,
    verificationData,
    wallet: null,
    request: {
      amount: String(spending.amount),
      approved: true,
      authorization_code: null,
      created: 0,
      currency: 'usd',
      merchant_amount: String(spending.amount),
      merchant_currency: 'usd',
      reason: 'card_active',
      reason_message: null,
      requested_at: 0,
    },
    trace: { checks: [], stages: { gather: 0, decide: 0 } },
    spent: spending.amount,
    expiresAt: work.now,
  });
  return id;
}

/** A capture, or a refund of one or of none, that belongs to no authorization. */
export async function clear(
  work: UnitOfWork,
  { card, cardholder, category, amount }: PaperSpending,
  {
    type,
    refundOf,
  }: { readonly type: 'capture' | 'refund'; readonly refundOf?: IssuingTransactionId },
): Promise<IssuingTransactionId> {
  const id = makeId('issuingTransaction', uniqueAt(work));
  const signed = type === 'capture' ? -amount : amount;
  await insertTransaction(work, {
    id,
    type,
    cardId: card,
    cardholderId: cardholder,
    authorizationId: null,
    amount: money(signed, 'usd'),
    merchantAmount: signed,
    merchantCurrency: 'usd',
    merchantData: merchantOf(category),
    networkData: { authorization_code: null, processing_date: null, transaction_id: null },
    wallet: null,
    movement: uniqueAt(work),
    ...(refundOf && { refundOf }),
  });
  return id;
}
