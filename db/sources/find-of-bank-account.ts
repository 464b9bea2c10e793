import type { Kysely } from 'kysely';
import type { BankAccountId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { SourceRow } from '../tables/pull-funding.ts';

/** The source that charges a bank account, if there is one: there is never a second. */
export const findSourceOfBankAccount = (
  db: Kysely<Database>,
  scope: Scope,
  bankAccountId: BankAccountId,
): Promise<SourceRow | undefined> =>
  db
    .selectFrom('source')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), bank_account_id: bankAccountId }))
    .executeTakeFirst();
