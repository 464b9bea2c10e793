import { getAuthorization, lockAuthorization } from '../db/authorizations/get.ts';
import { type AuthorizationChange, updateAuthorization } from '../db/authorizations/update.ts';
import { type AuthorizationView, viewAuthorization } from '../db/authorizations/views.ts';
import type { IssuingTransactionRow } from '../db/database.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { adjustUsage } from '../db/spending-usage/adjust.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { expire } from '../domain/authorization/life/release.ts';
import type { Standing, Step } from '../domain/authorization/life/standing.ts';
import { isDue } from '../domain/authorization/validity.ts';
import type { CardAccounts } from '../domain/ledger/templates.ts';
import { type Movement, openedHold } from '../domain/ledger/transfer.ts';
import type { Currency } from '../domain/money.ts';
import { linesOf } from './balance-lines.ts';
import { standingOf } from './standing.ts';
import { tellStep } from './tell.ts';

/** A locked authorization, as a reader sees it and as its life does. */
export interface Locked {
  readonly view: AuthorizationView;
  readonly standing: Standing;
}

/**
 * Locks the balance of an account, which is the one lock for all that moves its money or counts for its
 * limits: whatever is read after it stays true until the commit.
 */
export async function lockFunds(work: UnitOfWork, currency: Currency): Promise<CardAccounts> {
  const codes = ['issuing_balance', 'network_settlement'] as const;
  const books = await lockLedgerAccounts(work, currency, codes);
  return { funds: books.issuing_balance.id, settlement: books.network_settlement.id };
}

/**
 * Locks an authorization for a step: the balance first, found by its currency, which never changes, and
 * then the row, read anew. Its row is locked too, against a change of its metadata. One whose time has
 * passed lapses here, before anything else happens to it.
 */
export async function lockStanding(work: UnitOfWork, id: string): Promise<Locked> {
  const locked = await lockAsItStands(work, id);
  if (!isDue(locked.view.authorization, work.now)) return locked;
  const view = await takeStep(work, locked, expire(locked.standing));
  const { accounts } = locked.standing;
  return { view, standing: standingOf(view.authorization, { accounts, ...captured(view) }) };
}

/** The same, although its time may have passed: for who lets it lapse. */
export async function lockAsItStands(work: UnitOfWork, id: string): Promise<Locked> {
  const { currency } = await getAuthorization(work.trx, work.scope, id);
  const accounts = await lockFunds(work, currency);
  const row = await lockAuthorization(work.trx, work.scope, id);
  const view = await viewAuthorization(work.trx, work.scope, row);
  return { view, standing: standingOf(row, { accounts, ...captured(view) }) };
}

const captured = ({ transactions }: AuthorizationView): Pick<Standing, 'captures'> => ({
  captures: transactions.filter(({ type }) => type === 'capture').length,
});

/** A step with what goes beside it. */
export interface BookedStep extends Step {
  /** Cleared by it, and posted by its movement. */
  readonly transaction?: IssuingTransactionRow;
  /** Columns that the step itself does not know of. */
  readonly change?: AuthorizationChange;
}

/** Takes a step of a locked authorization and tells of it. Gives the authorization as a reader sees it then. */
export async function takeStep(
  work: UnitOfWork,
  locked: Locked,
  step: BookedStep,
): Promise<AuthorizationView> {
  const after = await bookStep(work, locked, step);
  await tellStep(work, { before: locked.view, after, transaction: step.transaction });
  return after;
}

/**
 * Books a step without telling of it: moves its money, writes how it stands, and counts the difference for
 * its limits.
 */
export async function bookStep(
  work: UnitOfWork,
  { view, standing }: Locked,
  { transaction, change, ...step }: BookedStep,
): Promise<AuthorizationView> {
  const { authorization } = view;
  const movement: Movement = {
    id: transaction?.movement ?? work.unique(),
    at: work.now,
    authorizationId: authorization.id,
    ...(transaction && { issuingTransactionId: transaction.id }),
    transfers: step.transfers,
  };
  if (step.transfers.length > 0) await writeMovement(work.trx, work.scope, movement);
  await adjustUsage(work, {
    cardId: authorization.card_id,
    cardholderId: authorization.cardholder_id,
    category: authorization.merchant_data.category,
    spentAt: authorization.created_at,
    amount: step.spent - authorization.spent,
  });
  return {
    ...view,
    authorization: await updateAuthorization(work, authorization.id, {
      ...change,
      status: step.status,
      approved: step.approved,
      amount: step.amount.minor,
      merchant_amount: step.merchantAmount,
      spent: step.spent,
      ...heldAfter(movement),
    }),
    balanceTransactions: [...view.balanceTransactions, ...linesOf(movement, standing.accounts)],
    transactions: transaction ? [...view.transactions, transaction] : view.transactions,
  };
}

/** The hold that is open after a movement: the one that it opens, none, or, untouched, the one before. */
function heldAfter(movement: Movement): AuthorizationChange {
  const opened = openedHold(movement);
  const isTouched = movement.transfers.some((transfer) => 'settles' in transfer);
  if (!opened && !isTouched) return {};
  return { hold_movement: opened?.ref.movement ?? null, hold_leg: opened?.ref.leg ?? null };
}
