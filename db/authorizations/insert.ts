import { sql } from 'kysely';
import type { AuthorizationMethod, Wallet } from '../../domain/authorization/authorization.ts';
import type { AuthorizationId, CardholderId, CardId } from '../../domain/ids.ts';
import type { TransferRef } from '../../domain/ledger/transfer.ts';
import type { Money } from '../../domain/money.ts';
import {
  type AuthorizationTraceJson,
  type MerchantDataJson,
  type NetworkDataJson,
  type RequestHistoryEntryJson,
  toJson,
  type VerificationDataJson,
} from '../json.ts';
import type { IssuingAuthorizationRow } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export interface DecidedAuthorization {
  readonly id: AuthorizationId;
  readonly cardId: CardId;
  readonly cardholderId: CardholderId;
  readonly status: 'closed' | 'pending';
  readonly approved: boolean;
  readonly amount: Money;
  readonly merchantAmount: bigint;
  readonly merchantCurrency: string;
  readonly method: AuthorizationMethod;
  readonly merchantData: MerchantDataJson;
  readonly networkData: NetworkDataJson;
  readonly verificationData: VerificationDataJson;
  readonly wallet: Wallet | null;
  readonly request: RequestHistoryEntryJson;
  readonly trace: AuthorizationTraceJson;
  /** What it counts against limits. */
  readonly spent: bigint;
  readonly expiresAt: Date;
  /** Present when money is held for it; the transfer is written in the same database transaction. */
  readonly hold?: TransferRef;
}

export async function insertAuthorization(
  { trx, scope, now }: UnitOfWork,
  decided: DecidedAuthorization,
): Promise<IssuingAuthorizationRow> {
  return trx
    .insertInto('issuing_authorization')
    .values({
      account_id: scope.accountId,
      livemode: scope.livemode,
      id: decided.id,
      card_id: decided.cardId,
      cardholder_id: decided.cardholderId,
      status: decided.status,
      approved: decided.approved,
      amount: decided.amount.minor,
      currency: decided.amount.currency,
      merchant_amount: decided.merchantAmount,
      merchant_currency: decided.merchantCurrency,
      authorization_method: decided.method,
      merchant_data: toJson(decided.merchantData),
      network_data: toJson(decided.networkData),
      verification_data: toJson(decided.verificationData),
      wallet: decided.wallet,
      request_history: toJson([decided.request]),
      trace: toJson(decided.trace),
      metadata: sql.lit('{}'),
      spent: decided.spent,
      expires_at: decided.expiresAt,
      hold_movement: decided.hold?.movement ?? null,
      hold_leg: decided.hold?.leg ?? null,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
