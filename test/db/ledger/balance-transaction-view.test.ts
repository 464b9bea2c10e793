import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceTransactionsOf } from '../../../domain/ledger/balance-transaction.ts';
import { type BalanceTransactionRow, owned } from '../../../db/database.ts';
import { commandsOn } from '../../ledger/model.ts';
import { BOOK_COUNT, newBooks, play, type Played } from '../../ledger/play-in-postgres.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { tellPurchaseStory } from '../../support/purchase-story.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const rowsOf = ({ books }: Pick<Played, 'books'>): Promise<BalanceTransactionRow[]> =>
  database.db
    .selectFrom('balance_transaction')
    .selectAll()
    .where((eb) => eb.and({ ...owned(books.scope), currency: books.currency }))
    .orderBy('movement')
    .orderBy('part')
    .execute();

const shown = ({ books, movements }: Played) =>
  movements.flatMap((movement) =>
    balanceTransactionsOf(movement, books.funds).map(({ id, type, amount, sourceId, at }) => ({
      account_id: books.scope.accountId,
      livemode: false,
      id,
      movement: movement.id,
      part: Number(id.at(-1)),
      type,
      amount: amount.minor,
      currency: amount.currency,
      authorization_id: movement.authorizationId ?? null,
      source_id: sourceId ?? null,
      created_at: at,
    })),
  );

test('the view shows of every movement what the rule says, oldest first by id', async () => {
  const agrees = fc.asyncProperty(commandsOn(BOOK_COUNT, 30), async (commands) => {
    const all = [...(await newBooks(database.db))];
    for (const command of commands) {
      const played = all[command.book];
      if (played) all[command.book] = await play(database.db, played, command);
    }
    for (const played of all) {
      const rows = await rowsOf(played);
      expect(rows).toEqual(shown(played));
      expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted());
    }
  });
  await fc.assert(agrees, { numRuns: 25 });
});

/** Contract §5.2: what an authorization held has all been released once it is over. */
test('the holds and releases of a closed authorization cancel out', async () => {
  const { books, captured, partCaptured } = await tellPurchaseStory(database.db);
  const lines = async (authorizationId: string | undefined): Promise<string[]> => {
    const rows = await rowsOf({ books });
    return rows
      .filter(({ authorization_id }) => authorization_id === authorizationId)
      .map(({ type, amount }) => `${type} ${amount}`);
  };
  expect(await lines(captured.authorizationId)).toEqual([
    'issuing_authorization_hold -4000',
    'issuing_authorization_release 4000',
    'issuing_transaction -4000',
    'issuing_transaction 1000',
  ]);
  expect(await lines(partCaptured.authorizationId)).toEqual([
    'issuing_authorization_hold -20000',
    'issuing_authorization_release 5000',
    'issuing_transaction -5000',
  ]);
});
