import { owned } from '../database.ts';
import type { BankAccountRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Whether the account has proved this bank account, perhaps by another name that it gave it. */
export async function isProved(
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  { fingerprint, currency }: BankAccountRow,
): Promise<boolean> {
  const row = await trx
    .selectFrom('bank_account')
    .select('id')
    .where((eb) => eb.and({ ...owned(scope), currency, fingerprint, status: 'verified' }))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
