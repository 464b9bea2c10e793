/**
 * Recomputes the books from the transfers, which nobody can change, and compares them with everything
 * that was derived from them. It shares no code with what writes the ledger: a mistake there must not
 * be repeated here.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import { type CheckResult, type Finding, runCheck } from './check.ts';
import { balances } from './checks/balances.ts';
import { conservation } from './checks/conservation.ts';
import { authorizations, openHolds } from './checks/holds.ts';
import { issuingTransactions } from './checks/issuing-transactions.ts';
import { limits, spending } from './checks/limits.ts';
import { moneyMovements } from './checks/money-movements.ts';
import { movements } from './checks/movements.ts';
import {
  issuingSettlements,
  networkPayments,
  networkSettlement,
} from './checks/network-settlement.ts';
import { openMoney } from './checks/open-money.ts';
import { settlements } from './checks/settlements.ts';
import { sides } from './checks/sides.ts';
import { transfers } from './checks/transfers.ts';
import { type CurrencyTotals, currencyTotals } from './totals.ts';

/** Causes before their effects: the first that is wrong explains the most. */
const CHECKS = [
  transfers,
  movements,
  settlements,
  balances,
  conservation,
  sides,
  openHolds,
  authorizations,
  issuingTransactions,
  networkSettlement,
  issuingSettlements,
  networkPayments,
  moneyMovements,
  openMoney,
  spending,
  limits,
] as const;

export interface Verification {
  readonly results: readonly CheckResult[];
  readonly totals: readonly CurrencyTotals[];
  /** The first thing that is wrong. Absent: the ledger is right. */
  readonly wrong?: Finding;
}

/**
 * Runs every check on one snapshot, while purchases go on. Postgres adds up, sorts on disk what does
 * not fit, and gives back one row a check, so that no ledger is too large for this process.
 */
export const verifyLedger = (db: Kysely<Database>): Promise<Verification> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(verifyAsSeenBy);

/** The same, as one database transaction sees the books, with what it has changed itself. */
export async function verifyAsSeenBy(trx: Transaction<Database>): Promise<Verification> {
  // The pool's bound is made for purchases; reading years of them may take longer.
  await sql`set local statement_timeout = '1h'`.execute(trx);
  const results: CheckResult[] = [];
  for (const check of CHECKS) results.push(await runCheck(trx, check));
  const wrong = results.find((result) => result.wrong)?.wrong;
  return { results, totals: await currencyTotals(trx), ...(wrong && { wrong }) };
}
