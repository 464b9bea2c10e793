import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type BalanceTransaction,
  balanceTransactionsOf,
} from '../../../domain/ledger/balance-transaction.ts';
import type { Movement } from '../../../domain/ledger/transfer.ts';
import type { Scope } from '../../../domain/scope.ts';
import { owned } from '../../../db/database.ts';
import type { BalanceTransactionRow } from '../../../db/tables/ledger.ts';
import { writeMovement } from '../../../db/ledger/write-movement.ts';
import { makeId } from '../../../domain/ids.ts';
import { commandsOn } from '../../ledger/model.ts';
import { BOOK_COUNT, newBooks, play, type Played } from '../../ledger/play-in-postgres.ts';
import type { CardBooks } from '../../support/card-books.ts';
import { chartOf, createAccount, movementOf, nextUnique } from '../../support/ledger-fixtures.ts';
import { moneyExamples } from '../../support/money-examples.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { tellPurchaseStory } from '../../support/purchase-story.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const rowsOf = ({
  books,
}: {
  books: Pick<CardBooks, 'currency' | 'scope'>;
}): Promise<BalanceTransactionRow[]> =>
  database.db
    .selectFrom('balance_transaction')
    .selectAll()
    .where((eb) => eb.and({ ...owned(books.scope), currency: books.currency }))
    .orderBy('movement')
    .orderBy('part')
    .execute();

const rowOf = (scope: Scope, movement: Movement, line: BalanceTransaction) => ({
  account_id: scope.accountId,
  livemode: false,
  id: line.id,
  movement: movement.id,
  part: Number(line.id.at(-1)),
  balance_type: line.balanceType,
  type: line.type,
  amount: line.amount.minor,
  currency: line.amount.currency,
  code: movement.transfers[0]?.code,
  authorization_id: movement.authorizationId ?? null,
  movement_source_id: movement.sourceId ?? null,
  source_id: line.sourceId ?? null,
  created_at: line.at,
});

const shown = ({ books, movements }: Played) =>
  movements.flatMap((movement) =>
    balanceTransactionsOf(movement, { issuing: books.funds }).map((line) =>
      rowOf(books.scope, movement, line),
    ),
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

test('the view shows of every movement of money what the rule says', async () => {
  const { db } = database;
  const scope = await createAccount(db);
  const chart = await chartOf(db, scope, 'usd');
  const movements: Movement[] = [];
  for (const { transfers } of moneyExamples(chart)) {
    const movement = movementOf(transfers, { sourceId: makeId('payout', nextUnique()) });
    await db.transaction().execute((trx) => writeMovement(trx, scope, movement));
    movements.push(movement);
  }
  const accounts = { issuing: chart.issuing_balance, payments: chart.payments_balance };
  expect(await rowsOf({ books: { scope, currency: 'usd' } })).toEqual(
    movements.flatMap((movement) =>
      balanceTransactionsOf(movement, accounts).map((line) => rowOf(scope, movement, line)),
    ),
  );
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
