import type { NewBankAccount, BankAccountRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a bank account and answers with it as Postgres holds it. */
export const insertBankAccount = async (
  { trx }: Pick<UnitOfWork, 'trx'>,
  row: NewBankAccount,
): Promise<BankAccountRow> =>
  trx.insertInto('bank_account').values(row).returningAll().executeTakeFirstOrThrow();
