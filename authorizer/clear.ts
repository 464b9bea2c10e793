import { getCard } from '../db/cards/get.ts';
import type { IssuingTransactionRow } from '../db/database.ts';
import type { MerchantDataJson } from '../db/json.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { lockTransaction } from '../db/transactions/get.ts';
import { type ClearedTransaction, insertTransaction } from '../db/transactions/insert.ts';
import { refundedAmount } from '../db/transactions/refunded.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import type { IssuingTransactionId } from '../domain/ids.ts';
import { captureWithoutHold, refundCapture } from '../domain/ledger/templates.ts';
import { type Currency, type Money, money } from '../domain/money.ts';

/** What the network clears although nobody asked before. */
export interface UnaskedClearing {
  readonly type: 'capture' | 'refund';
  readonly card: string;
  /** Minor units, positive in both directions. */
  readonly amount: bigint;
  readonly currency: Currency | undefined;
  readonly merchantData: MerchantDataJson;
  readonly networkTransactionId: string;
}

/**
 * Posts a force capture or an unlinked refund. The network has moved the money already, so that
 * neither the card nor the balance is asked, and the balance may fall below zero (contract §2.4).
 *
 * @throws `resource_missing` when there is no such card; `parameter_invalid` for another currency.
 */
export async function clearUnasked(
  work: UnitOfWork,
  clearing: UnaskedClearing,
): Promise<IssuingTransactionId> {
  const card = await getCard(work.trx, work.scope, clearing.card);
  const currency = clearing.currency ?? card.currency;
  if (currency !== card.currency)
    throw failure(
      'parameter_invalid',
      { problem: `This card pays in ${card.currency}: \`currency\` must be ${card.currency}.` },
      { param: 'currency' },
    );
  return post(work, money(clearing.amount, currency), {
    type: clearing.type,
    cardId: card.id,
    cardholderId: card.cardholder_id,
    authorizationId: null,
    merchantData: clearing.merchantData,
    networkTransactionId: clearing.networkTransactionId,
    wallet: null,
  });
}

/**
 * The merchant gives back a capture, or a part of it: at most what it took, all refunds together.
 *
 * @throws `status_transition_invalid` for what is no capture or has been given back already;
 *   `amount_too_large` beyond what is left.
 */
export async function refundTransaction(
  work: UnitOfWork,
  transaction: string,
  amount: bigint | undefined,
): Promise<IssuingTransactionId> {
  const captured = await lockTransaction(work.trx, work.scope, transaction);
  const left = await refundable(work, captured);
  const given = amount ?? left;
  if (given > left)
    throw failure(
      'amount_too_large',
      { max: `${left}, which is what has not been refunded` },
      { param: 'refund_amount' },
    );
  return post(work, money(given, captured.currency), {
    type: 'refund',
    cardId: captured.card_id,
    cardholderId: captured.cardholder_id,
    authorizationId: captured.authorization_id,
    merchantData: captured.merchant_data,
    networkTransactionId: captured.network_data.transaction_id,
    wallet: captured.wallet,
    refundOf: captured.id,
  });
}

async function refundable(work: UnitOfWork, captured: IssuingTransactionRow): Promise<bigint> {
  const problem =
    captured.type === 'refund'
      ? 'A refund cannot be refunded: only a capture can.'
      : 'This transaction has been refunded in full.';
  const left = -captured.amount - (await refundedAmount(work, captured.id));
  if (captured.type === 'refund' || left <= 0n)
    throw failure('status_transition_invalid', { problem });
  return left;
}

type Clearing = Pick<
  ClearedTransaction,
  'authorizationId' | 'cardId' | 'cardholderId' | 'merchantData' | 'refundOf' | 'type' | 'wallet'
> & { readonly networkTransactionId: string | null };

async function post(
  work: UnitOfWork,
  amount: Money,
  { networkTransactionId, ...clearing }: Clearing,
): Promise<IssuingTransactionId> {
  const codes = ['issuing_balance', 'network_settlement'] as const;
  const books = await lockLedgerAccounts(work, amount.currency, codes);
  const accounts = { funds: books.issuing_balance.id, settlement: books.network_settlement.id };
  const taken = clearing.type === 'capture';
  const signed = taken ? -amount.minor : amount.minor;
  const [id, movement] = [newId(work, 'issuingTransaction'), work.unique()];
  await insertTransaction(work, {
    ...clearing,
    id,
    movement,
    amount: money(signed, amount.currency),
    merchantAmount: signed,
    merchantCurrency: amount.currency,
    networkData: {
      authorization_code: null,
      processing_date: work.now.toISOString().slice(0, 'YYYY-MM-DD'.length),
      transaction_id: networkTransactionId,
    },
  });
  await writeMovement(work.trx, work.scope, {
    id: movement,
    at: work.now,
    ...(clearing.authorizationId && { authorizationId: clearing.authorizationId }),
    issuingTransactionId: id,
    transfers: taken ? captureWithoutHold(accounts, amount) : refundCapture(accounts, amount),
  });
  return id;
}
