import { setupIntentToWire } from '../api/wire/setup-intent.ts';
import { findVerification } from '../db/bank-account-verifications/get.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import { recordEvent } from '../db/events/record.ts';
import { getPaymentMethod } from '../db/payment-methods/get.ts';
import { updateSetupIntent } from '../db/setup-intents/update.ts';
import type { BankAccountRow, SetupIntentRow } from '../db/tables/pull-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { VerificationMethod } from '../domain/bank-account/verification.ts';
import { type AppError, failure } from '../domain/errors.ts';
import type { Bank } from '../providers/bank/port.ts';
import { requestVerification } from './verification.ts';

export const unexpectedState = ({ id, status }: SetupIntentRow, act: string): AppError =>
  failure('setup_intent_unexpected_state', {
    problem: `A setup intent that is ${status} cannot be ${act}: ${id}.`,
  });

/** What the setup intent asks for next, and why it ended: only what is open can go on. */
export const isSetupOpen = ({ status }: SetupIntentRow): boolean =>
  status !== 'succeeded' && status !== 'canceled';

/**
 * Begins to prove the bank account of its payment method: one that is proved already needs nothing, and
 * one that has failed is not tried again.
 */
export async function confirmSetupIntent(
  work: UnitOfWork,
  bank: Pick<Bank, 'timetable'>,
  { intent, method }: { readonly intent: SetupIntentRow; readonly method: VerificationMethod },
): Promise<SetupIntentRow> {
  if (intent.status !== 'requires_confirmation') throw unexpectedState(intent, 'confirmed');
  const { status, bankAccount } = await prove(work, bank, { intent, method });
  const after = await updateSetupIntent(work, intent.id, { status, last_error: null });
  const verification = await findVerification(work.trx, work.scope, bankAccount.id);
  const type = status === 'succeeded' ? 'setup_intent.succeeded' : 'setup_intent.requires_action';
  const object = setupIntentToWire({ intent: after, verification });
  await recordEvent(work, { type, object });
  return after;
}

async function prove(
  work: UnitOfWork,
  bank: Pick<Bank, 'timetable'>,
  { intent, method }: { readonly intent: SetupIntentRow; readonly method: VerificationMethod },
) {
  const bankAccount = await bankAccountOf(work, intent);
  if (bankAccount.status === 'verified') return { status: 'succeeded', bankAccount } as const;
  if (bankAccount.status !== 'new')
    throw failure(
      'parameter_invalid',
      { problem: 'This bank account could not be verified. Use another payment method.' },
      { param: 'payment_method' },
    );
  const asked = await findVerification(work.trx, work.scope, bankAccount.id);
  if (!asked) await requestVerification(work, bank, { ...bankAccount, method });
  return { status: 'requires_action', bankAccount } as const;
}

/** @throws `parameter_missing` when it has no payment method yet. */
export async function bankAccountOf(
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  { payment_method_id: id }: SetupIntentRow,
): Promise<BankAccountRow> {
  if (id === null)
    throw failure('parameter_missing', { name: 'payment_method' }, { param: 'payment_method' });
  const { bank_account_id } = await getPaymentMethod(trx, scope, id);
  return getBankAccount(trx, scope, bank_account_id);
}
