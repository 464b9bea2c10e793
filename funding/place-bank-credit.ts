import { bankCreditToWire } from '../api/wire/bank-credit.ts';
import { openUnitOfWork, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { getAccount } from '../db/accounts/get.ts';
import { recordEvent } from '../db/events/record.ts';
import { getBankCredit, lockBankCredit, updateBankCredit } from '../db/funding/bank-credits.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import type { BankCreditRow } from '../db/tables/push-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import { canDecide } from '../domain/funding/bank-credit.ts';
import type { AccountId, BankCreditId } from '../domain/ids.ts';
import {
  attachUnmatched,
  fundIssuingBalance,
  returnUnmatched,
} from '../domain/ledger/templates.ts';
import type { Transfer } from '../domain/ledger/transfer.ts';
import { type Money, money } from '../domain/money.ts';
import { followBalance } from './negative-balance.ts';

type PlacingDeps = Pick<WorkDeps, 'clock' | 'keyring'>;

interface Placement {
  readonly bankCreditId: BankCreditId;
  /** Whose Issuing balance gets it. */
  readonly creditedAccountId: AccountId;
}

/**
 * Gives money that was held in suspense to an account. What is no longer held stays as it is and is the
 * answer: so it may be asked for twice.
 *
 * @throws `parameter_invalid` when the account's Issuing balance is in another currency.
 */
export async function attachBankCredit(
  deps: PlacingDeps,
  work: UnitOfWork,
  { bankCreditId, creditedAccountId }: Placement,
): Promise<BankCreditRow> {
  const before = await lockHeld(work, bankCreditId);
  if (!canDecide(before.status)) return before;
  const { default_currency: currency } = await getAccount(work.trx, creditedAccountId);
  if (currency !== before.currency) {
    const problem = `The Issuing balance of ${creditedAccountId} is in ${currency}, and this money in ${before.currency}.`;
    throw failure('parameter_invalid', { problem }, { param: 'account' });
  }
  const amount = money(before.amount, before.currency);
  if (creditedAccountId === work.scope.accountId) await attachHere(work, bankCreditId, amount);
  else await attachElsewhere(deps, work, { bankCreditId, creditedAccountId, amount });
  const after = await updateBankCredit(work, bankCreditId, {
    status: 'succeeded',
    credited_account_id: creditedAccountId,
    credited_at: work.now,
  });
  await recordEvent(work, { type: 'bank_credit.succeeded', object: bankCreditToWire(after) });
  return after;
}

/** The books before the row, as whoever books an advice has them. */
async function lockHeld(work: UnitOfWork, id: BankCreditId): Promise<BankCreditRow> {
  const { currency } = await getBankCredit(work.trx, work.scope, id);
  await lockLedgerAccounts(work, currency, ['bank_clearing', 'issuing_balance', 'suspense']);
  return lockBankCredit(work.trx, work.scope, id);
}

async function attachHere(work: UnitOfWork, id: BankCreditId, amount: Money): Promise<void> {
  const books = await lockLedgerAccounts(work, amount.currency, ['issuing_balance', 'suspense']);
  const accounts = { suspense: books.suspense.id, funds: books.issuing_balance.id };
  await book(work, id, attachUnmatched(accounts, amount));
  await followBalance(work, accounts.funds);
}

/**
 * No transfer goes from one tenant's books to another's: the money leaves the platform's at the bank, and
 * arrives on the account's there. Whoever does this has locked the platform's books first.
 */
async function attachElsewhere(
  deps: PlacingDeps,
  work: UnitOfWork,
  { bankCreditId, creditedAccountId, amount }: Placement & { readonly amount: Money },
): Promise<void> {
  const { trx, scope, cause } = work;
  const from = await lockLedgerAccounts(work, amount.currency, ['bank_clearing', 'suspense']);
  const left = returnUnmatched({ suspense: from.suspense.id, bank: from.bank_clearing.id }, amount);
  await book(work, bankCreditId, left);
  const theirs = { ...scope, accountId: creditedAccountId };
  const there = await openUnitOfWork({ trx, scope: theirs, cause }, deps);
  const to = await lockLedgerAccounts(there, amount.currency, ['bank_clearing', 'issuing_balance']);
  const accounts = { bank: to.bank_clearing.id, funds: to.issuing_balance.id };
  await book(there, bankCreditId, fundIssuingBalance(accounts, amount));
  await followBalance(there, accounts.funds);
}

/** From here on it goes back, and nobody can place it any more. */
export async function beginReturn(work: UnitOfWork, id: BankCreditId): Promise<BankCreditRow> {
  const before = await lockBankCredit(work.trx, work.scope, id);
  if (!canDecide(before.status)) return before;
  return updateBankCredit(work, id, { status: 'returning' });
}

/** The bank has sent it back, under this reference. */
export async function finishReturn(
  work: UnitOfWork,
  id: BankCreditId,
  returnReference: string,
): Promise<BankCreditRow> {
  const before = await lockHeld(work, id);
  if (before.status !== 'returning') return before;
  const amount = money(before.amount, before.currency);
  const books = await lockLedgerAccounts(work, amount.currency, ['bank_clearing', 'suspense']);
  const accounts = { suspense: books.suspense.id, bank: books.bank_clearing.id };
  await book(work, id, returnUnmatched(accounts, amount));
  const after = await updateBankCredit(work, id, {
    status: 'returned',
    return_reference: returnReference,
    returned_at: work.now,
  });
  await recordEvent(work, { type: 'bank_credit.returned', object: bankCreditToWire(after) });
  return after;
}

const book = (
  work: UnitOfWork,
  sourceId: BankCreditId,
  transfers: readonly Transfer[],
): Promise<void> =>
  writeMovement(work.trx, work.scope, { id: work.unique(), at: work.now, sourceId, transfers });
