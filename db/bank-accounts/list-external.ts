import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { BankAccountRow } from '../tables/pull-funding.ts';

/** The account's own bank accounts, newest first. */
export function listExternalAccounts(
  db: Kysely<Database>,
  scope: Scope,
  page: Cursors,
): Promise<Page<BankAccountRow>> {
  const query = db
    .selectFrom('bank_account')
    .selectAll()
    .where((eb) =>
      eb.and([eb.and({ ...owned(scope), is_external: true }), eb('deleted_at', 'is', null)]),
    );
  return pageOf({ db, scope, table: 'bank_account', object: 'bank account', query }, page);
}
