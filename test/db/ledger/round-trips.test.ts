import { Kysely, PostgresDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { lockLedgerAccounts } from '../../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../../db/ledger/write-movement.ts';
import { openPool } from '../../../db/open.ts';
import { captureHold, holdFunds } from '../../../domain/ledger/templates.ts';
import {
  createAccount,
  holdOpenedBy,
  movementOf,
  usd,
  workOf,
} from '../../support/ledger-fixtures.ts';
import { openTestDatabase } from '../../support/postgres.ts';

/** Risk: a purchase that waits for the database more often than anyone meant. */
test('locking is one round trip once the accounts exist, and a movement of any size is one', async () => {
  const { url, close } = await openTestDatabase();
  let sent = 0;
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: openPool({ url, max: 1 }) }),
    log: () => {
      sent += 1;
    },
  });
  onTestFinished(async () => {
    await db.destroy();
    await close();
  });
  const queriesFor = async (act: () => Promise<unknown>): Promise<number> => {
    sent = 0;
    await act();
    return sent;
  };
  const scope = await createAccount(db);
  const codes = ['issuing_balance', 'network_settlement'] as const;

  await db.transaction().execute(async (trx) => {
    const lock = () => lockLedgerAccounts(workOf(trx, scope), 'usd', codes);
    expect(await queriesFor(lock)).toBe(3);
    expect(await queriesFor(lock)).toBe(1);

    const locked = await lock();
    const books = { funds: locked.issuing_balance.id, settlement: locked.network_settlement.id };
    const hold = movementOf(holdFunds(books, usd(9n)));
    expect(await queriesFor(() => writeMovement(trx, scope, hold))).toBe(1);
    const transfers = captureHold(holdOpenedBy(hold), usd(4n), { toCome: true });
    expect(await queriesFor(() => writeMovement(trx, scope, movementOf(transfers)))).toBe(1);
  });
});
