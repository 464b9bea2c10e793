import { insertAuthorization } from '../db/authorizations/insert.ts';
import type { RequestHistoryEntryJson } from '../db/json.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { type Decision, decide } from '../domain/authorization/decide.ts';
import type { AuthorizationId } from '../domain/ids.ts';
import { holdFunds } from '../domain/ledger/templates.ts';
import { type Movement, openedHold } from '../domain/ledger/transfer.ts';
import { gather, type Gathered } from './gather.ts';
import { recordPinCheck } from './pin.ts';
import type { Purchase } from './purchase.ts';

/** Milliseconds from any start: only differences are used. */
export type Stopwatch = () => number;

/**
 * Decides a purchase and books what the decision means: the authorization, its hold and the state of
 * the PIN, in the caller's database transaction. Purchases that touch the same card or the same
 * balance follow one another, so that what one may spend another cannot.
 *
 * A decline is an answer and not an error.
 *
 * @throws `resource_missing` when there is no such card; `parameter_invalid` for another currency.
 */
export async function authorize(
  work: UnitOfWork,
  purchase: Purchase,
  stopwatch: Stopwatch,
): Promise<AuthorizationId> {
  const started = stopwatch();
  const gathered = await gather(work, purchase);
  const known = stopwatch();
  const decision = decide(gathered.facts);
  const stages = { gather: known - started, decide: stopwatch() - known };

  const id = newId(work, 'authorization');
  const movement = movementFor(work, id, { gathered, decision });
  const hold = movement && openedHold(movement);
  await insertAuthorization(work, {
    id,
    cardId: gathered.card.id,
    cardholderId: gathered.card.cardholder_id,
    status: hold ? 'pending' : 'closed',
    approved: decision.approved,
    amount: gathered.facts.asked,
    merchantAmount: purchase.amount,
    merchantCurrency: gathered.card.currency,
    method: purchase.method,
    merchantData: purchase.merchantData,
    networkData: purchase.networkData,
    verificationData: purchase.verificationData,
    wallet: purchase.wallet,
    request: requestEntry(purchase, gathered, decision),
    trace: { checks: decision.trace, stages },
    ...(hold && { hold: hold.ref }),
  });
  if (movement) await writeMovement(work.trx, work.scope, movement);
  await recordPinCheck(work, gathered, purchase.verificationData.pin_check);
  return id;
}

function movementFor(
  { unique, now }: UnitOfWork,
  authorizationId: AuthorizationId,
  { gathered, decision }: { readonly gathered: Gathered; readonly decision: Decision },
): Movement | undefined {
  const { facts, accounts } = gathered;
  if (!decision.approved || facts.asked.minor === 0n) return undefined;
  const transfers = holdFunds(accounts, facts.asked);
  return { id: unique(), at: now, authorizationId, transfers };
}

function requestEntry(
  purchase: Purchase,
  { card, facts }: Gathered,
  { approved, reason }: Decision,
): RequestHistoryEntryJson {
  return {
    amount: String(purchase.amount),
    approved,
    authorization_code: approved ? purchase.authorizationCode : null,
    created: facts.at,
    currency: card.currency,
    merchant_amount: String(purchase.amount),
    merchant_currency: card.currency,
    reason,
    reason_message: null,
    requested_at: facts.at,
  };
}
