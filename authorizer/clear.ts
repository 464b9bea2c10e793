import { getCardholder } from '../db/cardholders/get.ts';
import { getCard, lockCard } from '../db/cards/get.ts';
import type { IssuingTransactionRow } from '../db/database.ts';
import type { MerchantDataJson, PurchaseDetailsJson } from '../db/json.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { adjustUsage } from '../db/spending-usage/adjust.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import { captureWithoutHold, refundCapture } from '../domain/ledger/templates.ts';
import type { Transfer } from '../domain/ledger/transfer.ts';
import { type Currency, money } from '../domain/money.ts';
import { lockFunds } from './advance.ts';
import { countPayment } from './count-payment.ts';
import { tellTransaction } from './tell.ts';
import { insertCleared } from './insert-cleared.ts';

/** What the network clears although nobody asked before. */
export interface UnaskedClearing {
  readonly type: 'capture' | 'refund';
  readonly card: string;
  /** Minor units, positive in both directions. */
  readonly amount: bigint;
  readonly currency: Currency | undefined;
  readonly merchantData: MerchantDataJson;
  readonly purchaseDetails: PurchaseDetailsJson | null;
  readonly networkTransactionId: string;
}

/**
 * Posts a force capture or an unlinked refund. The network has moved the money already, so that neither
 * the card nor its limits nor the balance are asked. A force capture counts for the limits all the same,
 * and as a payment of the card (contract §2.2, §3.3); a refund of nothing known gives no limit back.
 *
 * @throws `resource_missing` when there is no such card; `parameter_invalid` for another currency.
 */
export async function clearUnasked(
  work: UnitOfWork,
  clearing: UnaskedClearing,
): Promise<IssuingTransactionRow> {
  const {
    currency,
    id: cardId,
    cardholder_id,
  } = await getCard(work.trx, work.scope, clearing.card);
  if (clearing.currency !== undefined && clearing.currency !== currency) {
    const problem = `This card pays in ${currency}: \`currency\` must be ${currency}.`;
    throw failure('parameter_invalid', { problem }, { param: 'currency' });
  }
  const accounts = await lockFunds(work, currency);
  const isCapture = clearing.type === 'capture';
  const signed = isCapture ? -clearing.amount : clearing.amount;
  const amount = money(clearing.amount, currency);
  const transaction = await insertCleared(work, {
    id: newId(work, 'issuingTransaction'),
    type: clearing.type,
    cardId,
    cardholderId: cardholder_id,
    authorizationId: null,
    amount: money(signed, currency),
    merchantAmount: signed,
    merchantCurrency: currency,
    merchantData: clearing.merchantData,
    networkData: {
      authorization_code: null,
      processing_date: processedOn(work),
      transaction_id: clearing.networkTransactionId,
    },
    wallet: null,
    amountDetails: null,
    purchaseDetails: clearing.purchaseDetails,
    movement: work.unique(),
  });
  const transfers = isCapture
    ? captureWithoutHold(accounts, amount)
    : refundCapture(accounts, amount);
  await postOutright(work, transaction, transfers);
  if (isCapture) await countForced(work, transaction);
  return transaction;
}

export const processedOn = ({ now }: UnitOfWork): string =>
  now.toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Moves the money of what belongs to no authorization, and tells of it. */
export async function postOutright(
  work: UnitOfWork,
  transaction: IssuingTransactionRow,
  transfers: readonly Transfer[],
): Promise<void> {
  await writeMovement(work.trx, work.scope, {
    id: transaction.movement,
    at: work.now,
    issuingTransactionId: transaction.id,
    transfers,
  });
  await tellTransaction(work, transaction);
}

async function countForced(work: UnitOfWork, forced: IssuingTransactionRow): Promise<void> {
  await adjustUsage(work, {
    cardId: forced.card_id,
    cardholderId: forced.cardholder_id,
    category: forced.merchant_data.category,
    spentAt: forced.created_at,
    amount: -forced.amount,
  });
  const card = await lockCard(work.trx, work.scope, forced.card_id);
  if (card.cancel_after_payments === null) return;
  const cardholder = await getCardholder(work.trx, work.scope, card.cardholder_id);
  await countPayment(work, { card, cardholder });
}
