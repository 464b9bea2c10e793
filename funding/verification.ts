import { bankAccountToWire } from '../api/wire/bank-account.ts';
import { setupIntentToWire } from '../api/wire/setup-intent.ts';
import { sourceToWire } from '../api/wire/source.ts';
import { lockVerification } from '../db/bank-account-verifications/get.ts';
import { insertVerification } from '../db/bank-account-verifications/insert.ts';
import { updateVerification } from '../db/bank-account-verifications/update.ts';
import { proveExternal } from '../db/bank-accounts/prove-external.ts';
import { updateBankAccount } from '../db/bank-accounts/update.ts';
import { recordEvent } from '../db/events/record.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import { lockWaitingSetupIntents } from '../db/setup-intents/find-waiting.ts';
import { updateSetupIntent } from '../db/setup-intents/update.ts';
import { findSourceOfBankAccount } from '../db/sources/find-of-bank-account.ts';
import type {
  BankAccountRow,
  BankAccountVerificationRow,
  SetupIntentChange,
} from '../db/tables/pull-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import {
  ATTEMPTS_MAX,
  type Expected,
  isOpen,
  isRight,
  VERIFICATION_SECONDS,
  type VerificationFailure,
  type VerificationMethod,
  type VerificationStatus,
} from '../domain/bank-account/verification.ts';
import type { BankAccountId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { unseal } from '../infra/crypto/seal.ts';
import type { Bank } from '../providers/bank/port.ts';

/** What it is sealed for: copied to another bank account it does not open. */
const expectedPlace = (id: BankAccountId): string => `bank_account.micro_deposits:${id}`;

/** Asks for micro-deposits to a bank account that nobody has proved: a workflow has them sent. */
export async function requestVerification(
  work: UnitOfWork,
  bank: Pick<Bank, 'timetable'>,
  { id, currency, method }: BankAccountRow & { readonly method: VerificationMethod },
): Promise<void> {
  const now = Math.floor(work.now.getTime() / 1000);
  const { cutoffAt, doneAt } = await bank.timetable({
    scope: work.scope,
    kind: 'micro_deposits',
    currency,
    at: now,
    onTestClock: work.frozenAt !== undefined,
  });
  const expiresAt = now + VERIFICATION_SECONDS;
  await insertVerification(work, {
    id,
    method,
    cutoffAt: new Date(cutoffAt * 1000),
    arrivesAt: new Date(doneAt * 1000),
    expiresAt: new Date(expiresAt * 1000),
  });
  const payload = { cutoffAt, expiresAt };
  await enqueue(work, { kind: 'bank_account_verification', objectId: id, payload });
}

/** The micro-deposits are on their way: from now on their amounts can be entered. */
export async function keepExpected(
  work: UnitOfWork,
  id: BankAccountId,
  expected: Expected,
): Promise<VerificationStatus> {
  const verification = await lockVerification(work.trx, work.scope, id);
  invariant(verification, 'what was sent had been asked for');
  if (verification.status !== 'requested') return verification.status;
  const sealed = work.seal(expectedPlace(id), JSON.stringify(expected));
  await updateVerification(work, id, { status: 'sent', expected_sealed: sealed });
  return 'sent';
}

export type Entered = { readonly amounts: readonly number[] } | { readonly descriptorCode: string };

/** What came of an entry. `closed`: nothing was waited for, and why. */
export type Entry =
  | { readonly outcome: 'right' }
  | { readonly outcome: 'wrong'; readonly left: number }
  | {
      readonly outcome: 'closed';
      readonly status: VerificationStatus | 'none';
      readonly reason: VerificationFailure | null;
    };

/**
 * Judges what somebody read on a statement. A wrong entry counts, so this must be committed whatever
 * the caller is told; the right one, entered again, is still right.
 */
export async function enterMicroDeposits(
  work: UnitOfWork,
  keyring: Keyring,
  { id, entered }: { readonly id: BankAccountId; readonly entered: Entered },
): Promise<Entry> {
  const verification = await lockVerification(work.trx, work.scope, id);
  if (!verification) return { outcome: 'closed', status: 'none', reason: null };
  const { status, failure_code: reason, expected_sealed: sealed, attempts } = verification;
  const isKnown = sealed !== null && (status === 'sent' || status === 'verified');
  if (!isKnown) return { outcome: 'closed', status, reason };
  const expected: Expected = JSON.parse(unseal(keyring, expectedPlace(id), sealed));
  if (isRight(expected, entered)) {
    if (status === 'sent') await endByEntry(work, verification);
    return { outcome: 'right' };
  }
  if (status === 'verified') return { outcome: 'closed', status, reason };
  await updateVerification(work, id, { attempts: attempts + 1 });
  if (attempts + 1 === ATTEMPTS_MAX) await endByEntry(work, verification, 'attempts_exceeded');
  return { outcome: 'wrong', left: ATTEMPTS_MAX - attempts - 1 };
}

/** Ends what is still open, as a failure. Answers with what stands. */
export async function endVerification(
  work: UnitOfWork,
  id: BankAccountId,
  reason: VerificationFailure,
): Promise<VerificationStatus> {
  const verification = await lockVerification(work.trx, work.scope, id);
  invariant(verification, 'what ends has begun');
  if (!isOpen(verification.status)) return verification.status;
  await end(work, id, reason);
  return 'failed';
}

/** The workflow waits for it, and is told once this has been committed. */
async function endByEntry(
  work: UnitOfWork,
  { id, cutoff_at: cutoffAt, expires_at: expiresAt }: BankAccountVerificationRow,
  reason?: VerificationFailure,
): Promise<void> {
  await end(work, id, reason);
  const payload = { cutoffAt: seconds(cutoffAt), expiresAt: seconds(expiresAt), hasEnded: true };
  await enqueue(work, { kind: 'bank_account_verification', objectId: id, payload });
}

/** Writes the end, and tells whoever waited for it. */
async function end(
  work: UnitOfWork,
  id: BankAccountId,
  reason?: VerificationFailure,
): Promise<void> {
  const status = reason === undefined ? 'verified' : 'failed';
  await updateVerification(work, id, { status, failure_code: reason ?? null });
  const bankAccount = await updateBankAccount(work, id, {
    status: reason === undefined ? 'verified' : 'verification_failed',
  });
  if (reason === undefined) await tellExternal(work, bankAccount);
  await tellSource(work, bankAccount);
  await tellSetupIntents(work, bankAccount, reason);
}

/** Whoever proves a bank account by one name need not prove it by another. */
async function tellExternal(work: UnitOfWork, bankAccount: BankAccountRow): Promise<void> {
  const own = await proveExternal(work, bankAccount);
  if (!own) return;
  await recordEvent(work, {
    type: 'account.external_account.updated',
    object: bankAccountToWire(own),
    previous: bankAccountToWire({ ...own, status: 'new' }),
  });
}

async function tellSource(work: UnitOfWork, bankAccount: BankAccountRow): Promise<void> {
  const source = await findSourceOfBankAccount(work.trx, work.scope, bankAccount.id);
  if (!source) return;
  const type = bankAccount.status === 'verified' ? 'source.chargeable' : 'source.failed';
  await recordEvent(work, { type, object: sourceToWire(source, bankAccount) });
}

async function tellSetupIntents(
  work: UnitOfWork,
  bankAccount: BankAccountRow,
  reason: VerificationFailure | undefined,
): Promise<void> {
  for (const { id } of await lockWaitingSetupIntents(work, bankAccount.id)) {
    const change: SetupIntentChange =
      reason === undefined
        ? { status: 'succeeded' }
        : { status: 'requires_payment_method', payment_method_id: null, last_error: reason };
    const after = await updateSetupIntent(work, id, change);
    const type = reason === undefined ? 'setup_intent.succeeded' : 'setup_intent.setup_failed';
    await recordEvent(work, { type, object: setupIntentToWire({ intent: after }) });
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
