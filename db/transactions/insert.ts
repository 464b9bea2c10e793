import { sql } from 'kysely';
import type { Wallet } from '../../domain/authorization/authorization.ts';
import type {
  AuthorizationId,
  CardholderId,
  CardId,
  IssuingTransactionId,
} from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type { IssuingTransactionRow } from '../database.ts';
import {
  type AmountDetailsJson,
  type MerchantDataJson,
  type PurchaseDetailsJson,
  toJson,
  type TransactionNetworkDataJson,
} from '../json.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export interface ClearedTransaction {
  readonly id: IssuingTransactionId;
  readonly type: 'capture' | 'refund';
  readonly cardId: CardId;
  readonly cardholderId: CardholderId;
  readonly authorizationId: AuthorizationId | null;
  /** Negative for a capture, positive for a refund. */
  readonly amount: Money;
  readonly merchantAmount: bigint;
  readonly merchantCurrency: string;
  readonly merchantData: MerchantDataJson;
  readonly networkData: TransactionNetworkDataJson;
  readonly wallet: Wallet | null;
  readonly amountDetails: AmountDetailsJson | null;
  readonly purchaseDetails: PurchaseDetailsJson | null;
  /** The capture that a refund gives back, where it is known. */
  readonly refundOf?: IssuingTransactionId;
  /** The movement that posts it, written in the same database transaction. */
  readonly movement: string;
  /** What the network calls it. */
  readonly acquirerReference: string;
  /** The network's day on which it settles. */
  readonly settlementDay: string;
}

export async function insertTransaction(
  { trx, scope, now }: UnitOfWork,
  cleared: ClearedTransaction,
): Promise<IssuingTransactionRow> {
  return trx
    .insertInto('issuing_transaction')
    .values({
      account_id: scope.accountId,
      livemode: scope.livemode,
      id: cleared.id,
      type: cleared.type,
      card_id: cleared.cardId,
      cardholder_id: cleared.cardholderId,
      authorization_id: cleared.authorizationId,
      amount: cleared.amount.minor,
      currency: cleared.amount.currency,
      merchant_amount: cleared.merchantAmount,
      merchant_currency: cleared.merchantCurrency,
      merchant_data: toJson(cleared.merchantData),
      network_data: toJson(cleared.networkData),
      wallet: cleared.wallet,
      amount_details: cleared.amountDetails && toJson(cleared.amountDetails),
      purchase_details: cleared.purchaseDetails && toJson(cleared.purchaseDetails),
      metadata: sql.lit('{}'),
      movement: cleared.movement,
      refund_of: cleared.refundOf ?? null,
      acquirer_reference: cleared.acquirerReference,
      settlement_day: cleared.settlementDay,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
