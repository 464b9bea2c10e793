import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { available, type Balances } from '../../domain/ledger/accounts.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { balancesOfBook, commandsOn, spendable } from './model.ts';
import { BOOK_COUNT, newBooks, play, type Played } from './play-in-postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function expectBalances(all: readonly Played[]): Promise<void> {
  const rows = await database.db
    .selectFrom('ledger_account')
    .selectAll()
    .where(
      'account_id',
      'in',
      all.map(({ books }) => books.scope.accountId),
    )
    .execute();
  const balances = (id: string): Balances | undefined => {
    const row = rows.find((candidate) => candidate.id === id);
    return (
      row && {
        debitsPending: row.debits_pending,
        debitsPosted: row.debits_posted,
        creditsPending: row.credits_pending,
        creditsPosted: row.credits_posted,
      }
    );
  };
  for (const { books, book } of all) {
    const funds = balances(books.funds);
    expect({
      bank_clearing: balances(books.bank),
      issuing_balance: funds,
      network_settlement: balances(books.settlement),
    }).toEqual(balancesOfBook(book));
    expect(funds && available(funds)).toBe(spendable(book));
  }
}

/** Risk: a balance that Postgres adds up otherwise than the rules say, in any of the accounts. */
test('whatever happens in whatever order, Postgres keeps the books of the model', async () => {
  const keeps = fc.asyncProperty(commandsOn(BOOK_COUNT, 40), async (commands) => {
    const all = [...(await newBooks(database.db))];
    for (const command of commands) {
      const played = all[command.book];
      if (!played) continue;
      all[command.book] = await play(database.db, played, command);
      await expectBalances(all);
    }
    await expectBooksInOrder(database.db);
  });
  await fc.assert(keeps, { numRuns: 50 });
});
