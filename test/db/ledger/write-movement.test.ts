import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findHold } from '../../support/find-hold.ts';
import { ledgerWrites, writeMovement } from '../../../db/ledger/write-movement.ts';
import {
  captureHold,
  fundIssuingBalance,
  holdFunds,
  reduceHold,
  releaseHold,
} from '../../../domain/ledger/templates.ts';
import type { Hold, Movement } from '../../../domain/ledger/transfer.ts';
import type { Scope } from '../../../domain/scope.ts';
import {
  balancesOf,
  type Books,
  booksOf,
  createAccount,
  holdOpenedBy,
  movementOf,
  usd,
} from '../../support/ledger-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
let scope: Scope;
let books: Books;

beforeAll(async () => {
  database = await openTestDatabase();
  scope = await createAccount(database.db);
  books = await booksOf(database.db, scope, 'usd');
});
afterAll(() => database.close());

const write = (movement: Movement): Promise<void> =>
  database.db.transaction().execute((trx) => writeMovement(trx, scope, movement));

async function hold(minor: bigint): Promise<Hold> {
  const movement = movementOf(holdFunds(books, usd(minor)));
  await write(movement);
  return holdOpenedBy(movement);
}

/** Risk: two legs on one account, of which a statement would keep only one. */
test('each leg of a movement counts, also when several touch one account', async () => {
  await write(movementOf(fundIssuingBalance(books, usd(1000n))));
  const held = await hold(300n);
  // Posts 100 of it, and holds 200 anew.
  await write(movementOf(captureHold(held, usd(100n), { toCome: true })));

  const none = { debits_pending: 0n, debits_posted: 0n, credits_pending: 0n, credits_posted: 0n };
  expect(await balancesOf(database.db, scope, 'usd')).toEqual([
    { ...none, code: 'bank_clearing', debits_posted: 1000n },
    {
      code: 'issuing_balance',
      debits_pending: 200n,
      debits_posted: 100n,
      credits_pending: 0n,
      credits_posted: 1000n,
    },
    { ...none, code: 'network_settlement', credits_pending: 200n, credits_posted: 100n },
  ]);
});

test('a hold is found as it was written, until it is settled', async () => {
  const held = await hold(70n);
  expect(await findHold(database.db, scope, held.ref)).toEqual(held);

  const reduction = movementOf(reduceHold(held, usd(20n)));
  await write(reduction);
  const rest = holdOpenedBy(reduction);
  expect(await findHold(database.db, scope, held.ref)).toBeUndefined();
  expect(await findHold(database.db, scope, rest.ref)).toEqual({ ...rest, amount: usd(50n) });
});

/** Risk: a look-up that answers for another tenant or mode. */
test('a hold is found by its own account and mode only', async () => {
  const { ref } = await hold(5n);
  const stranger = await createAccount(database.db);
  expect(await findHold(database.db, stranger, ref)).toBeUndefined();
  expect(await findHold(database.db, { ...scope, livemode: true }, ref)).toBeUndefined();
});

test('settling what has been settled is refused as a conflict, and moves nothing', async () => {
  const held = await hold(40n);
  await write(movementOf(releaseHold(held)));
  const before = await balancesOf(database.db, scope, 'usd');
  const again = write(movementOf(captureHold(held, usd(40n), { toCome: false })));
  await expect(again).rejects.toMatchObject({ name: 'AppError', code: 'lock_timeout' });
  expect(await balancesOf(database.db, scope, 'usd')).toEqual(before);
});

/** Risk: a batch of purchases in which one hold overwrites another on the same account. */
test('movements of several accounts in one statement each count, beside what else it writes', async () => {
  const tenants = [await createAccount(database.db), await createAccount(database.db)];
  const holds = async (tenant: Scope) => {
    const own = await booksOf(database.db, tenant, 'usd');
    // Alike, as two coffees are.
    return [3n, 3n].map((minor) => ({
      scope: tenant,
      movement: movementOf(holdFunds(own, usd(minor))),
    }));
  };
  const movements = (await Promise.all(tenants.map(holds))).flat();
  const { rows } = await sql`
    with ${ledgerWrites(movements)} select 'beside' as written
  `.execute(database.db);

  expect(rows).toEqual([{ written: 'beside' }]);
  for (const tenant of tenants)
    expect((await balancesOf(database.db, tenant, 'usd'))[1]).toMatchObject({
      code: 'issuing_balance',
      debits_pending: 6n,
    });
});
