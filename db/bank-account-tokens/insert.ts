import type { BankAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { BankAccountTokenRow } from '../tables/pull-funding.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

/** A name for a bank account that is good once. */
export const insertBankAccountToken = (
  work: UnitOfWork,
  bankAccountId: BankAccountId,
): Promise<BankAccountTokenRow> =>
  work.trx
    .insertInto('bank_account_token')
    .values({
      ...owned(work.scope),
      id: newId(work, 'bankAccountToken'),
      bank_account_id: bankAccountId,
      created_at: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
