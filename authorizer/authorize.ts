import { insertAuthorization } from '../db/authorizations/insert.ts';
import type { AuthorizationView } from '../db/authorizations/views.ts';
import type { RequestHistoryEntryJson } from '../db/json.ts';
import type { BalanceTransactionLine } from '../db/database.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { type Decision, decide } from '../domain/authorization/decide.ts';
import { toTrace } from '../domain/authorization/trace.ts';
import { networkRiskScore } from '../domain/authorization/risk-score.ts';
import { lapsesAt } from '../domain/authorization/validity.ts';
import { givenPostalCode } from '../domain/authorization/postal-code.ts';
import { isCardPresent } from '../domain/authorization/authorization.ts';
import type { AuthorizationId } from '../domain/ids.ts';
import { balanceTransactionsOf } from '../domain/ledger/balance-transaction.ts';
import { type CardAccounts, holdFunds } from '../domain/ledger/templates.ts';
import { type Movement, openedHold } from '../domain/ledger/transfer.ts';
import { gather, type Gathered } from './gather.ts';
import { recordPinCheck } from './pin.ts';
import type { Purchase } from './purchase.ts';

/** Milliseconds from any start: only differences are used. */
export type Stopwatch = () => number;

/**
 * Decides a purchase and books what the decision means: the authorization, its hold and the state of
 * the PIN, in the caller's database transaction. Purchases that touch the same card or the same
 * balance follow one another, so that what one may spend another cannot. Gives the authorization as a
 * reader will see it.
 *
 * A decline is an answer and not an error.
 *
 * @throws `resource_missing` when there is no such card; `parameter_invalid` for another currency.
 */
export async function authorize(
  work: UnitOfWork,
  purchase: Purchase,
  stopwatch: Stopwatch,
): Promise<AuthorizationView> {
  const started = stopwatch();
  const gathered = await gather(work, purchase);
  const known = stopwatch();
  const decision = decide(gathered.facts);
  const stages = { lock: known - started, decide: stopwatch() - known };

  const id = newId(work, 'authorization');
  const movement = movementFor(work, id, { gathered, decision });
  const hold = movement && openedHold(movement);
  const authorization = await insertAuthorization(work, {
    id,
    cardId: gathered.card.id,
    cardholderId: gathered.card.cardholder_id,
    status: hold ? 'pending' : 'closed',
    approved: decision.approved,
    amount: gathered.facts.asked,
    merchantAmount: gathered.amounts.merchantAmount,
    merchantCurrency: gathered.amounts.merchantCurrency,
    conversion: gathered.amounts.conversion,
    amountDetails: purchase.amountDetails,
    fleet: purchase.fleet,
    fuel: purchase.fuel,
    risk: purchase.risk,
    method: purchase.method,
    merchantData: purchase.merchantData,
    networkData: purchase.networkData,
    verificationData: {
      ...purchase.verificationData,
      postal_code: givenPostalCode(
        purchase.verificationData.address_postal_code_check,
        gathered.cardholder.address_postal_code,
      ),
    },
    wallet: purchase.wallet,
    request: requestEntry(purchase, gathered, decision),
    trace: [toTrace({ kind: 'purchase', judged: { facts: gathered.facts, decision }, stages })],
    spent: decision.approved ? gathered.facts.asked.minor : 0n,
    expiresAt: lapsesAt(work.now, {
      category: purchase.merchantData.category,
      brand: gathered.card.brand,
      cardPresent: isCardPresent(purchase.method),
    }),
    ...(hold && { hold: hold.ref }),
  });
  if (movement) await writeMovement(work.trx, work.scope, movement);
  const card = await recordPinCheck(work, gathered, purchase.verificationData.pin_check);
  const balanceTransactions = movement ? linesOf(movement, gathered.accounts) : [];
  return {
    authorization,
    card,
    cardholder: gathered.cardholder,
    balanceTransactions,
    transactions: [],
  };
}

/** How the hold shows on the balance, without a read while others wait for its lock. */
const linesOf = (movement: Movement, { funds }: CardAccounts): BalanceTransactionLine[] =>
  balanceTransactionsOf(movement, funds).map(({ id, type, amount, sourceId, at }) => ({
    id,
    type,
    amount: amount.minor,
    currency: amount.currency,
    source_id: sourceId ?? null,
    created_at: at,
  }));

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
  { amounts, facts }: Gathered,
  { approved, reason }: Decision,
): RequestHistoryEntryJson {
  return {
    amount: String(amounts.asked.minor),
    amount_details: purchase.amountDetails,
    approved,
    authorization_code: approved ? purchase.authorizationCode : null,
    created: facts.at,
    currency: amounts.asked.currency,
    merchant_amount: String(amounts.merchantAmount),
    merchant_currency: amounts.merchantCurrency,
    network_risk_score: networkRiskScore(purchase.risk?.fraud_risk?.score),
    reason,
    reason_message: null,
    requested_at: facts.at,
  };
}
