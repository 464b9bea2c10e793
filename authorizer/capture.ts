import type { AuthorizationView } from '../db/authorizations/views.ts';
import type { PurchaseDetailsJson } from '../db/json.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { capture } from '../domain/authorization/life/capture.ts';
import type { MoneyPair, Standing } from '../domain/authorization/life/standing.ts';
import { type RateTable, rateBetween } from '../domain/exchange/rates.ts';
import { money } from '../domain/money.ts';
import { processedOn } from './clear.ts';
import { type Locked, lockStanding, takeStep } from './advance.ts';
import { insertCleared } from './insert-cleared.ts';

export interface Capture {
  readonly authorization: string;
  /** Absent: all that is held. */
  readonly amount: bigint | undefined;
  /** Whether this is the last capture: what it leaves is then released. */
  readonly close: boolean;
  readonly purchaseDetails: PurchaseDetailsJson | null;
  /** Of the day on which it clears. */
  readonly rates: RateTable;
}

/**
 * The merchant takes his money: the hold is settled, an issuing transaction is cleared, and the balance
 * may fall below zero when he takes more than was held (contract §2.3).
 *
 * @throws as `capture` of `domain/authorization/life/capture.ts`.
 */
export async function captureAuthorization(
  work: UnitOfWork,
  { authorization, amount, close, purchaseDetails, rates }: Capture,
): Promise<AuthorizationView> {
  const locked = await lockStanding(work, authorization);
  const step = capture(locked.standing, { amount, close, ...rateOn(locked.standing, rates) });
  const transaction = await insertCleared(work, {
    id: newId(work, 'issuingTransaction'),
    movement: work.unique(),
    purchaseDetails,
    ...cleared(work, locked, step.taken),
  });
  return takeStep(work, locked, { ...step, transaction });
}

/** The rate of another day than that of the authorization. */
function rateOn(
  { amount, merchant, conversion }: Standing,
  rates: RateTable,
): { readonly rate?: string } {
  if (conversion === null || conversion.date === rates.date) return {};
  return { rate: rateBetween(rates, merchant.currency, amount.currency) };
}

function cleared(work: UnitOfWork, { view: { authorization } }: Locked, taken: MoneyPair) {
  const approval = authorization.request_history.findLast(({ approved }) => approved);
  return {
    type: 'capture',
    cardId: authorization.card_id,
    cardholderId: authorization.cardholder_id,
    authorizationId: authorization.id,
    amount: money(-taken.amount.minor, taken.amount.currency),
    merchantAmount: -taken.merchantAmount,
    merchantCurrency: authorization.merchant_currency,
    merchantData: authorization.merchant_data,
    networkData: {
      authorization_code: approval?.authorization_code ?? null,
      processing_date: processedOn(work),
      transaction_id: authorization.network_data.transaction_id,
    },
    wallet: authorization.wallet,
    amountDetails: authorization.amount_details,
  } as const;
}
