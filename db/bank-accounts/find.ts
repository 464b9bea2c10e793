import type { Kysely } from 'kysely';
import type { BankAccountId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { BankAccountRow } from '../tables/pull-funding.ts';

/** Those of these bank accounts that exist, in no order, with one query however many there are. */
export async function findBankAccounts(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly BankAccountId[],
): Promise<BankAccountRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('bank_account')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}
