import type { BankAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { BankAccountVerificationChange } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a verification that is locked. */
export async function updateVerification(
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: BankAccountId,
  change: BankAccountVerificationChange,
): Promise<void> {
  await trx
    .updateTable('bank_account_verification')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
}
