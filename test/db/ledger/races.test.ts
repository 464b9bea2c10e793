import { sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { findHold } from '../../support/find-hold.ts';
import { lockLedgerAccounts } from '../../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../../db/ledger/write-movement.ts';
import {
  available,
  LEDGER_ACCOUNT_CODES,
  type LedgerAccountCode,
} from '../../../domain/ledger/accounts.ts';
import {
  captureHold,
  fundIssuingBalance,
  holdFunds,
  releaseHold,
} from '../../../domain/ledger/templates.ts';
import type { Transfer } from '../../../domain/ledger/transfer.ts';
import type { Scope } from '../../../domain/scope.ts';
import {
  balancesOf,
  type Books,
  booksOf,
  createAccount,
  holdOpenedBy,
  movementOf,
  usd,
  workOf,
} from '../../support/ledger-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const LOCK_NOT_AVAILABLE = '55P03';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const inTransaction = <T>(act: (trx: Transaction<Database>) => Promise<T>): Promise<T> =>
  database.db.transaction().execute(act);

async function newBooks(): Promise<Books> {
  scope = await createAccount(database.db);
  return booksOf(database.db, scope, 'usd');
}

const fundsBalance = async () =>
  (await balancesOf(database.db, scope, 'usd')).find(({ code }) => code === 'issuing_balance');

const lockAndWrite = async (
  trx: Transaction<Database>,
  transfers: readonly Transfer[],
): Promise<void> => {
  await lockLedgerAccounts(workOf(trx, scope), 'usd', LEDGER_ACCOUNT_CODES);
  await writeMovement(trx, scope, movementOf(transfers));
};

/** Lets nobody on before `count` have come. */
function barrier(count: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const goOn of waiting) goOn();
    });
}

/** Asks until another connection of this database waits for a lock. The test's own timeout bounds it. */
async function somebodyWaits(): Promise<void> {
  const waiting = sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(database.owner)).rows.length === 0);
}

/** Risk: one hold that pays two merchants. */
test('of two that settle one hold at once exactly one does, and the other is told so', async () => {
  const books = await newBooks();
  const opening = movementOf(holdFunds(books, usd(500n)));
  await inTransaction((trx) => writeMovement(trx, scope, opening));
  const hold = holdOpenedBy(opening);
  const bothHaveSeenIt = barrier(2);
  const settle = (transfers: readonly Transfer[]): Promise<void> =>
    inTransaction(async (trx) => {
      expect(await findHold(trx, scope, hold.ref)).toBeDefined();
      await bothHaveSeenIt();
      await lockAndWrite(trx, transfers);
    });

  const results = await Promise.allSettled([
    settle(captureHold(hold, usd(500n), { toCome: false })),
    settle(releaseHold(hold)),
  ]);

  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused).toMatchObject([{ reason: { code: 'lock_timeout' } }]);
  const captured = results[0]?.status === 'fulfilled' ? 500n : 0n;
  expect(await fundsBalance()).toMatchObject({
    debits_pending: 0n,
    debits_posted: captured,
  });
});

/** Risk: an update that is lost because two read the same balance. */
test('movements that are written at once on one account add up', async () => {
  const books = await newBooks();
  const amounts = Array.from({ length: 40 }, (_, index) => BigInt(index + 1));
  const writes = amounts.map((amount) =>
    inTransaction((trx) => lockAndWrite(trx, fundIssuingBalance(books, usd(amount)))),
  );
  await Promise.all(writes);
  const funds = await fundsBalance();
  expect(funds?.credits_posted).toBe((40n * 41n) / 2n);
});

const spendable = async (trx: Transaction<Database>): Promise<bigint> => {
  const locked = await lockLedgerAccounts(workOf(trx, scope), 'usd', ['issuing_balance']);
  return available(locked.issuing_balance);
};

/** Risk: a purchase that is approved by a balance which another has just spent. */
test('a locked balance is read as the one before left it', async () => {
  const books = await newBooks();
  let second: Promise<bigint> | undefined;
  await inTransaction(async (trx) => {
    expect(await spendable(trx)).toBe(0n);
    second = inTransaction(spendable);
    await somebodyWaits();
    await writeMovement(trx, scope, movementOf(fundIssuingBalance(books, usd(7n))));
  });
  expect(await second).toBe(7n);
});

test('what one tenant has locked keeps no other waiting', async () => {
  await newBooks();
  const mine = scope;
  await newBooks();
  const theirs = scope;
  await inTransaction(async (trx) => {
    await lockLedgerAccounts(workOf(trx, mine), 'usd', LEDGER_ACCOUNT_CODES);
    const others = inTransaction((other) =>
      lockLedgerAccounts(workOf(other, theirs), 'usd', LEDGER_ACCOUNT_CODES),
    );
    expect(Object.keys(await others).toSorted()).toEqual(LEDGER_ACCOUNT_CODES);
  });
});

/** Risk: two balances for one currency, each with a part of the money; or a deadlock between the two. */
test('the first users of a currency, all at once and in any order, share one set of accounts', async () => {
  scope = await createAccount(database.db);
  const orders = [LEDGER_ACCOUNT_CODES, LEDGER_ACCOUNT_CODES.toReversed()];
  const used = Array.from({ length: 30 }, (_, index) =>
    inTransaction((trx) =>
      lockLedgerAccounts(workOf(trx, scope), 'eur', orders[index % 2] ?? LEDGER_ACCOUNT_CODES),
    ),
  );
  const ids = (await Promise.all(used)).map((locked) => locked.issuing_balance.id);
  expect(new Set(ids).size).toBe(1);
  expect(await balancesOf(database.db, scope, 'eur')).toHaveLength(LEDGER_ACCOUNT_CODES.length);
});

/** The one plan that finds rows as they lie. */
const lockAsTheyLie = (codes: readonly LedgerAccountCode[]) =>
  inTransaction(async (trx) => {
    await sql`set local enable_indexscan = off`.execute(trx);
    await sql`set local enable_bitmapscan = off`.execute(trx);
    return lockLedgerAccounts(workOf(trx, scope), 'usd', codes);
  });

/** Risk: a deadlock between two that lock the same accounts, each as its query plan happens to find them. */
test.each([
  { which: 'the lower id', first: 'network_settlement', second: 'suspense' },
  // The one lock of purchases, although its id is the higher.
  { which: 'the Issuing balance', first: 'issuing_balance', second: 'bank_clearing' },
] as const)('$which is locked first, however the accounts lie on disk', async (given) => {
  scope = await createAccount(database.db);
  const [lower, higher] =
    given.first === 'issuing_balance' ? [given.second, given.first] : [given.first, given.second];
  await lockAsTheyLie([lower]);
  await lockAsTheyLie([higher]);
  const account = (code: LedgerAccountCode) =>
    sql`from ledger_account where account_id = ${scope.accountId} and code = ${code}`;
  // By an update it lies behind the other.
  await sql`
    update ledger_account set debits_posted = 0 where id = (select id ${account(given.first)})
  `.execute(database.db);

  let both: Promise<unknown> | undefined;
  await inTransaction(async (trx) => {
    await sql`select ${account(given.second)} for update`.execute(trx);
    both = lockAsTheyLie([given.second, given.first]);
    await somebodyWaits();
    const theFirst = sql`select ${account(given.first)} for update nowait`.execute(database.db);
    await expect(theFirst).rejects.toMatchObject({ code: LOCK_NOT_AVAILABLE });
  });
  await both;
});
