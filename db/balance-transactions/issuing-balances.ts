import type { Kysely } from 'kysely';
import { available } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/** What can be spent with cards, by currency: a currency that was never funded is absent. */
export async function issuingBalances(
  db: Kysely<Database>,
  scope: Scope,
): Promise<ReadonlyMap<Currency, bigint>> {
  const rows = await db
    .selectFrom('ledger_account')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), code: 'issuing_balance' }))
    .orderBy('currency')
    .execute();
  return new Map(
    rows.map((row) => [
      row.currency,
      available({
        debitsPending: row.debits_pending,
        debitsPosted: row.debits_posted,
        creditsPending: row.credits_pending,
        creditsPosted: row.credits_posted,
      }),
    ]),
  );
}
