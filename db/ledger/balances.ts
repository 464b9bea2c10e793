import { type Kysely, sql } from 'kysely';
import {
  available,
  type Balances,
  type BalanceType,
  CODE_OF_BALANCE,
} from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { LedgerAccountRow } from '../tables/ledger.ts';

/** Amounts by currency: one that was never used is absent. */
export type ByCurrency = ReadonlyMap<Currency, bigint>;

/** What can be spent with cards. */
export const issuingBalances = (db: Kysely<Database>, scope: Scope): Promise<ByCurrency> =>
  availableOf(db, scope, 'issuing');

/** What can be moved to the Issuing balance, or paid out. */
export const paymentsBalances = (db: Kysely<Database>, scope: Scope): Promise<ByCurrency> =>
  availableOf(db, scope, 'payments');

/** Read from the running balances: as many rows as there are currencies, whatever has happened. */
async function availableOf(
  db: Kysely<Database>,
  scope: Scope,
  type: BalanceType,
): Promise<ByCurrency> {
  const rows = await db
    .selectFrom('ledger_account')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), code: CODE_OF_BALANCE[type] }))
    .orderBy('currency')
    .execute();
  return new Map(rows.map((row) => [row.currency, available(balancesIn(row))]));
}

/** What is on its way to the payments balance: read by the index of what is pending. */
export async function arrivingAtPayments(db: Kysely<Database>, scope: Scope): Promise<ByCurrency> {
  const rows = await db
    .selectFrom('balance_transfer')
    .select(['currency', sql<bigint>`sum(amount)::bigint`.as('amount')])
    .where((eb) => eb.and({ ...owned(scope), destination_balance: 'payments', status: 'pending' }))
    .groupBy('currency')
    .execute();
  return new Map(rows.map(({ currency, amount }) => [currency, amount]));
}

export const balancesIn = (row: LedgerAccountRow): Balances => ({
  debitsPending: row.debits_pending,
  debitsPosted: row.debits_posted,
  creditsPending: row.credits_pending,
  creditsPosted: row.credits_posted,
});
