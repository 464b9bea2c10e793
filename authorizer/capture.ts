import { countTransactions } from '../db/transactions/count.ts';
import { insertTransaction } from '../db/transactions/insert.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { capture, capturedByDefault } from '../domain/authorization/life.ts';
import { failure } from '../domain/errors.ts';
import type { IssuingTransactionId } from '../domain/ids.ts';
import { type Money, money } from '../domain/money.ts';
import { type Locked, lockStanding, takeStep } from './advance.ts';

export interface Capture {
  readonly authorization: string;
  /** Absent: all that is held. */
  readonly amount: bigint | undefined;
  /** Whether this is the last capture: what it leaves is then released. */
  readonly close: boolean;
}

/**
 * The merchant takes his money: the hold is settled, a transaction is cleared, and the balance may
 * fall below zero when he takes more than was held (contract §2.3).
 *
 * @throws `status_transition_invalid` beyond 99 captures; `parameter_missing` when nothing is held
 *   and no amount is named.
 */
export async function captureAuthorization(
  work: UnitOfWork,
  { authorization, amount, close }: Capture,
): Promise<IssuingTransactionId> {
  const locked = await lockStanding(work, authorization);
  const taken = takenAmount(locked, amount);
  const { accounts, standing } = locked;
  await checkCaptureCount(work, locked);
  const step = capture(standing, taken, { accounts, close });

  const id = newId(work, 'issuingTransaction');
  const movement = work.unique();
  await insertTransaction(work, { id, movement, ...cleared(work, locked, taken) });
  await takeStep(work, locked, { ...step, movement, issuingTransactionId: id });
  return id;
}

/** Networks number the clearings of an authorization with two digits; and each answer tells all of them. */
const CAPTURES_MAX = 99;

async function checkCaptureCount(work: UnitOfWork, { authorization }: Locked): Promise<void> {
  if ((await countTransactions(work, authorization.id)) < CAPTURES_MAX) return;
  const problem = `An authorization can be captured at most ${CAPTURES_MAX} times.`;
  throw failure('status_transition_invalid', { problem });
}

function takenAmount({ standing }: Locked, amount: bigint | undefined): Money {
  if (amount !== undefined) return money(amount, standing.amount.currency);
  const all = capturedByDefault(standing);
  if (all) return all;
  throw failure('parameter_missing', { name: 'capture_amount' }, { param: 'capture_amount' });
}

function cleared(work: UnitOfWork, { authorization }: Locked, taken: Money) {
  const [request] = authorization.request_history;
  return {
    type: 'capture',
    cardId: authorization.card_id,
    cardholderId: authorization.cardholder_id,
    authorizationId: authorization.id,
    amount: money(-taken.minor, taken.currency),
    merchantAmount: -taken.minor,
    merchantCurrency: authorization.merchant_currency,
    merchantData: authorization.merchant_data,
    networkData: {
      authorization_code: request?.authorization_code ?? null,
      processing_date: work.now.toISOString().slice(0, 'YYYY-MM-DD'.length),
      transaction_id: authorization.network_data.transaction_id,
    },
    wallet: authorization.wallet,
  } as const;
}
