/** What a page of lines and a balance cost must not grow with the purchases that are stored. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listBalanceTransactions } from '../../../db/balance-transactions/list.ts';
import type { Database } from '../../../db/database.ts';
import {
  arrivingAtPayments,
  issuingBalances,
  paymentsBalances,
} from '../../../db/ledger/balances.ts';
import { writeMovement } from '../../../db/ledger/write-movement.ts';
import { openPool } from '../../../db/open.ts';
import { makeId } from '../../../domain/ids.ts';
import type { Scope } from '../../../domain/scope.ts';
import { approve, openCardBooks } from '../../support/card-books.ts';
import { chartOf, movementOf, nextUnique, usd } from '../../support/ledger-fixtures.ts';
import { moneyExamples } from '../../support/money-examples.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const PURCHASES = 40_000;
const PAYOUT = makeId('payout', 'asked');

let database: TestDatabase;
let pool: pg.Pool;
let watched: Kysely<Database>;
let scope: Scope;
let statements: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  pool = openPool({ url: database.url, max: 1 });
  watched = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.push(query),
  });
  const { db } = database;
  const books = await openCardBooks(db);
  ({ scope } = books);
  const chart = await chartOf(db, scope, 'usd');
  for (const { transfers } of moneyExamples(chart)) {
    const movement = movementOf(transfers, { sourceId: PAYOUT });
    await db.transaction().execute((trx) => writeMovement(trx, scope, movement));
  }
  const { id } = await approve(db, books, usd(1n));
  await fill(id, nextUnique());
});
afterAll(async () => {
  await watched.destroy();
  await database.close();
});

/** Purchases that came after all money had moved: who reads from the newest on reads them all. */
async function fill(movement: string, newest: string): Promise<void> {
  await sql`
    insert into ledger_transfer
    select (jsonb_populate_record(t, jsonb_build_object('movement', ${newest}::text || n))).*
    from ledger_transfer t, generate_series(1, ${PURCHASES}) n where t.movement = ${movement}
  `.execute(database.owner);
  await sql`analyze`.execute(database.owner);
}

/** How many pages of tables and indexes the statements of an act read. */
async function pagesReadBy(act: () => Promise<unknown>): Promise<number> {
  statements = [];
  await act();
  let pages = 0;
  for (const { sql: text, parameters } of statements) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json) ${text}`,
      [...parameters],
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
    pages += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  }
  expect(statements.length).toBeGreaterThan(0);
  return pages;
}

const list = (filter: object) => listBalanceTransactions(watched, scope, { limit: 10, ...filter });

test.each([
  { what: 'the newest lines', filter: {} },
  { what: 'payouts', filter: { type: 'payout' } },
  { what: 'top-ups', filter: { type: 'topup' } },
  { what: 'transfers', filter: { type: 'transfer' } },
  { what: 'fees', filter: { type: 'stripe_fee' } },
  { what: 'a type that nothing has', filter: { type: 'charge' } },
  { what: 'the lines of one payout', filter: { payout: PAYOUT } },
  { what: 'the lines about one payout', filter: { source: PAYOUT } },
  { what: 'the lines about a top-up that is not there', filter: { source: 'tu_none' } },
])('a page of $what reads what it shows', async ({ filter }) => {
  expect(await pagesReadBy(() => list(filter))).toBeLessThan(600);
});

test('a balance is read from its running sums', async () => {
  for (const read of [issuingBalances, paymentsBalances, arrivingAtPayments])
    expect(await pagesReadBy(() => read(watched, scope))).toBeLessThan(12);
});

test('the line of a rare type is found behind forty thousand purchases', async () => {
  const { rows } = await listBalanceTransactions(database.db, scope, {
    type: 'payout',
    limit: 100,
  });
  expect(rows).toHaveLength(
    moneyExamples(await chartOf(database.db, scope, 'usd')).filter(({ shows }) =>
      shows.startsWith('payout '),
    ).length,
  );
});
