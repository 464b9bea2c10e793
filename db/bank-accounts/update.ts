import type { BankAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { BankAccountChange, BankAccountRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a bank account that is locked, and answers with it as Postgres holds it. */
export const updateBankAccount = async (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: BankAccountId,
  change: BankAccountChange,
): Promise<BankAccountRow> =>
  trx
    .updateTable('bank_account')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
