import { bankCreditToWire } from '../api/wire/bank-credit.ts';
import { openUnitOfWork, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { getPlatformId } from '../db/accounts/get-platform.ts';
import { owned } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import { findAdvised, insertBankCredit } from '../db/funding/bank-credits.ts';
import { findAddressee } from '../db/funding/instructions.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import type { BankCreditRow, FundingInstructionsRow } from '../db/tables/push-funding.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import { heldReasonOf, type HeldReason, returnAtOf } from '../domain/funding/bank-credit.ts';
import { invariant } from '../domain/invariant.ts';
import { fundIssuingBalance, receiveUnmatched } from '../domain/ledger/templates.ts';
import type { Transfer } from '../domain/ledger/transfer.ts';
import type { BankCreditAdvice } from './advice.ts';
import { followBalance } from './negative-balance.ts';

type IntakeDeps = Pick<WorkDeps, 'clock' | 'keyring'>;

/**
 * The one way for a bank transfer into the books. It is booked once for each reference of its bank, however
 * often and from how many sides the bank tells it: a repetition gives what stands. Money for an address
 * that we gave out is on its Issuing balance at once; all other waits in suspense, on the platform's books.
 *
 * @throws `resource_already_exists` when the bank has told something else under this reference.
 */
export async function receiveBankCredit(
  deps: IntakeDeps,
  work: UnitOfWork,
  advice: BankCreditAdvice,
): Promise<BankCreditRow> {
  const known = await knownCredit(work, advice);
  if (known) return known;
  const addressee = await findOwnAddressee(work, advice);
  const { currency } = advice.amount;
  const reason = heldReasonOf({
    currency,
    network: advice.network,
    ...(addressee && { addressCurrency: addressee.currency }),
    isSenderListed: advice.isSenderListed,
  });
  const booked =
    reason === undefined
      ? await credit(work, advice, addressee)
      : await hold(await platformWork(deps, work), { advice, addressee, reason });
  const standing = booked ?? (await knownCredit(work, advice));
  invariant(standing, 'an advice that was booked meanwhile is there');
  return standing;
}

async function knownCredit(
  { trx }: UnitOfWork,
  { advisedBy, bankReference, ...told }: BankCreditAdvice,
): Promise<BankCreditRow | undefined> {
  const key = { advised_by: advisedBy, bank_reference: bankReference };
  const known = await findAdvised(trx, key);
  if (!known) return undefined;
  const same =
    known.amount === told.amount.minor &&
    known.currency === told.amount.currency &&
    known.address === told.address &&
    known.network === told.network;
  if (same) return known;
  const problem = `The bank has told of another transfer as '${bankReference}': ${known.id}.`;
  throw failure('resource_already_exists', { problem }, { param: 'bank_reference' });
}

/** In the sandbox one account does not send money to another's: whose address it is not, is nobody's. */
async function findOwnAddressee(
  { trx, scope }: UnitOfWork,
  { destination }: BankCreditAdvice,
): Promise<FundingInstructionsRow | undefined> {
  const addressee = destination && (await findAddressee(trx, destination));
  const isOwn = addressee?.account_id === scope.accountId && addressee.livemode === scope.livemode;
  return isOwn ? addressee : undefined;
}

/** The same database transaction on behalf of the platform, at its time. */
async function platformWork(deps: IntakeDeps, work: UnitOfWork): Promise<UnitOfWork> {
  const { trx, scope, cause, enqueued } = work;
  const accountId = await getPlatformId(trx);
  if (accountId === scope.accountId) return work;
  const opened = await openUnitOfWork({ trx, scope: { ...scope, accountId }, cause }, deps);
  return { ...opened, enqueued };
}

/** `undefined`: somebody else has booked it. */
async function credit(
  work: UnitOfWork,
  advice: BankCreditAdvice,
  addressee: FundingInstructionsRow | undefined,
): Promise<BankCreditRow | undefined> {
  // First of all locks, as everywhere: who has it is the only one who books.
  const books = await lockLedgerAccounts(work, advice.amount.currency, [
    'bank_clearing',
    'issuing_balance',
  ]);
  const row = await insertBankCredit(work, {
    ...columnsOf(work, advice),
    funding_instructions_id: addressee?.id ?? null,
    status: 'succeeded',
    held_reason: null,
    return_at: null,
    credited_account_id: work.scope.accountId,
    credited_at: work.now,
  });
  if (!row) return undefined;
  const accounts = { bank: books.bank_clearing.id, funds: books.issuing_balance.id };
  await book(work, row, fundIssuingBalance(accounts, advice.amount));
  await followBalance(work, accounts.funds);
  await recordEvent(work, { type: 'bank_credit.succeeded', object: bankCreditToWire(row) });
  return row;
}

interface Unplaced {
  readonly advice: BankCreditAdvice;
  readonly addressee: FundingInstructionsRow | undefined;
  readonly reason: HeldReason;
}

/** The money is at the bank and belongs to nobody yet; from here its workflow looks after it. */
async function hold(
  work: UnitOfWork,
  { advice, addressee, reason }: Unplaced,
): Promise<BankCreditRow | undefined> {
  const { currency } = advice.amount;
  const books = await lockLedgerAccounts(work, currency, ['bank_clearing', 'suspense']);
  const at = Math.floor(work.now.getTime() / 1000);
  const returnAt = returnAtOf(reason, { currency, at });
  const row = await insertBankCredit(work, {
    ...columnsOf(work, advice),
    funding_instructions_id: addressee?.id ?? null,
    status: 'held',
    held_reason: reason,
    return_at: returnAt === undefined ? null : new Date(returnAt * 1000),
  });
  if (!row) return undefined;
  const accounts = { bank: books.bank_clearing.id, suspense: books.suspense.id };
  await book(work, row, receiveUnmatched(accounts, advice.amount));
  await recordEvent(work, { type: 'bank_credit.held', object: bankCreditToWire(row) });
  const payload = returnAt === undefined ? {} : { returnAt };
  await enqueue(work, { kind: 'bank_credit', objectId: row.id, payload });
  return row;
}

const book = (
  work: UnitOfWork,
  { id: sourceId }: BankCreditRow,
  transfers: readonly Transfer[],
): Promise<void> => {
  const movement = { id: work.unique(), at: work.now, sourceId, transfers };
  return writeMovement(work.trx, work.scope, movement);
};

const columnsOf = (work: UnitOfWork, advice: BankCreditAdvice) => ({
  ...owned(work.scope),
  id: newId(work, 'bankCredit'),
  advised_by: advice.advisedBy,
  bank_reference: advice.bankReference,
  network: advice.network,
  amount: advice.amount.minor,
  currency: advice.amount.currency,
  address: advice.address,
  reference: advice.reference,
  sender_name: advice.senderName,
  created_at: work.now,
});
