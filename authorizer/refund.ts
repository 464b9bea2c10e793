import type { IssuingTransactionRow } from '../db/database.ts';
import { adjustUsage } from '../db/spending-usage/adjust.ts';
import { getTransaction } from '../db/transactions/get.ts';
import { refundsOf } from '../db/transactions/refunds.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { refund } from '../domain/authorization/life/capture.ts';
import { type Cleared, type GivenBack, refundOf } from '../domain/authorization/refund.ts';
import { failure } from '../domain/errors.ts';
import { isMerchantCurrency } from '../domain/exchange/currencies.ts';
import { invariant } from '../domain/invariant.ts';
import { refundCapture } from '../domain/ledger/templates.ts';
import { money } from '../domain/money.ts';
import type { ExchangeRates } from '../providers/exchange-rates/port.ts';
import { lockAsItStands, lockFunds, takeStep } from './advance.ts';
import { postOutright, processedOn } from './clear.ts';
import { insertCleared } from './insert-cleared.ts';

interface Refund {
  readonly transaction: string;
  /** In the card's currency, by the rate of the capture. Absent: all that has not been given back. */
  readonly amount: bigint | undefined;
  readonly exchangeRates: ExchangeRates;
}

/**
 * The merchant gives back a capture, or a part of it: at most what it took, all refunds together. What is
 * given back counts less for the limits, in the windows in which the purchase was counted.
 *
 * @throws `status_transition_invalid` for what is no capture or has been given back already;
 *   `amount_too_large` beyond what is left.
 */
export async function refundTransaction(
  work: UnitOfWork,
  asked: Refund,
): Promise<IssuingTransactionRow> {
  const captured = await getTransaction(work.trx, work.scope, asked.transaction);
  if (captured.type === 'refund') {
    const problem = 'A refund cannot be refunded: only a capture can.';
    throw failure('status_transition_invalid', { problem });
  }
  return captured.authorization_id === null
    ? refundForced(work, captured, asked)
    : refundWithin(work, captured, { ...asked, authorization: captured.authorization_id });
}

async function refundWithin(
  work: UnitOfWork,
  captured: IssuingTransactionRow,
  { authorization, ...asked }: Refund & { readonly authorization: string },
): Promise<IssuingTransactionRow> {
  const locked = await lockAsItStands(work, authorization);
  const given = await givenBack(work, captured, asked);
  const transaction = await insertRefund(work, captured, given);
  const amount = money(given.amount, captured.currency);
  await takeStep(work, locked, { ...refund(locked.standing, amount), transaction });
  return transaction;
}

/** A force capture counts for limits by itself, and so does what is given back of it. */
async function refundForced(
  work: UnitOfWork,
  captured: IssuingTransactionRow,
  asked: Refund,
): Promise<IssuingTransactionRow> {
  const accounts = await lockFunds(work, captured.currency);
  const given = await givenBack(work, captured, asked);
  const transaction = await insertRefund(work, captured, given);
  await postOutright(
    work,
    transaction,
    refundCapture(accounts, money(given.amount, captured.currency)),
  );
  await adjustUsage(work, {
    cardId: captured.card_id,
    cardholderId: captured.cardholder_id,
    category: captured.merchant_data.category,
    spentAt: captured.created_at,
    amount: -given.amount,
  });
  return transaction;
}

async function givenBack(
  work: UnitOfWork,
  captured: IssuingTransactionRow,
  { amount, exchangeRates }: Refund,
): Promise<GivenBack> {
  const { currency, merchant_currency: merchantCurrency } = captured;
  invariant(isMerchantCurrency(merchantCurrency), `${merchantCurrency} is a known currency`);
  const cleared = (row: IssuingTransactionRow, sign: bigint): Cleared => ({
    amount: sign * row.amount,
    merchantAmount: sign * row.merchant_amount,
    rateDate: exchangeRates.inForceAt(row.created_at).date,
  });
  const refunds = await refundsOf(work, captured.id);
  return refundOf(
    {
      capture: { ...cleared(captured, -1n), currency, merchantCurrency },
      refunds: refunds.map((row) => cleared(row, 1n)),
    },
    amount,
    exchangeRates.inForceAt(work.now),
  );
}

const insertRefund = (
  work: UnitOfWork,
  captured: IssuingTransactionRow,
  { amount, merchantAmount }: GivenBack,
): Promise<IssuingTransactionRow> =>
  insertCleared(work, {
    id: newId(work, 'issuingTransaction'),
    type: 'refund',
    cardId: captured.card_id,
    cardholderId: captured.cardholder_id,
    authorizationId: captured.authorization_id,
    amount: money(amount, captured.currency),
    merchantAmount,
    merchantCurrency: captured.merchant_currency,
    merchantData: captured.merchant_data,
    networkData: {
      authorization_code: null,
      processing_date: processedOn(work),
      transaction_id: captured.network_data.transaction_id,
    },
    wallet: captured.wallet,
    amountDetails: null,
    purchaseDetails: null,
    refundOf: captured.id,
    movement: work.unique(),
  });
