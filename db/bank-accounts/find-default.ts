import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { Currency } from '../../domain/money.ts';
import { type Database, owned } from '../database.ts';
import type { BankAccountRow } from '../tables/pull-funding.ts';

/** The account's own bank account for a currency: what is paid out goes there when nobody says where. */
export const findDefaultAccount = (
  db: Kysely<Database>,
  scope: Scope,
  currency: Currency,
): Promise<BankAccountRow | undefined> =>
  db
    .selectFrom('bank_account')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), currency, default_for_currency: true }))
    .executeTakeFirst();
