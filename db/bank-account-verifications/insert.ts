import type { VerificationMethod } from '../../domain/bank-account/verification.ts';
import type { BankAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export interface NewVerification {
  readonly id: BankAccountId;
  readonly method: VerificationMethod;
  readonly cutoffAt: Date;
  readonly arrivesAt: Date;
  readonly expiresAt: Date;
}

export async function insertVerification(
  { trx, scope, now }: UnitOfWork,
  { id, method, cutoffAt, arrivesAt, expiresAt }: NewVerification,
): Promise<void> {
  await trx
    .insertInto('bank_account_verification')
    .values({
      ...owned(scope),
      id,
      method,
      status: 'requested',
      cutoff_at: cutoffAt,
      arrives_at: arrivesAt,
      expires_at: expiresAt,
      created_at: now,
    })
    .execute();
}
