/** The endpoint has answered in time, and Postgres does not book it: the merchant is not kept waiting. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  authorizationsOf,
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import {
  answeringLater,
  openEndpoint,
  type TestEndpoint,
} from '../../support/decision-endpoint.ts';
import { hold } from '../../support/held.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  here = openDecidingProcess(database.db, 1_000);
});
afterEach(() => expectBooksInOrder(database.db));
afterAll(async () => {
  await here.close();
  await endpoint.close();
  await database.close();
});

test.each([['its key'], [undefined]])(
  'a booking that hangs: a decline a second after the deadline, and nothing is held in the end (%s)',
  async (key) => {
    endpoint.reset();
    const program = await openDecidedProgram(database.db, endpoint.url);
    const { behaviour, go } = answeringLater({ approved: true });
    endpoint.behave(behaviour);
    const asked = { amount: 1_000n, ...(key !== undefined && { key }) };
    const answered = purchase(here, program, asked);
    await expect.poll(() => endpoint.received.length).toBe(1);
    const [locked, end] = [hold(), hold()];
    const holding = database.owner.transaction().execute(async (trx) => {
      const { accountId } = program.scope;
      await sql`select from issuing_authorization where account_id = ${accountId} for update`.execute(
        trx,
      );
      locked.letGo();
      await end.promise;
    });
    await locked.promise;
    go();
    const told = await answered;
    expect(told).toMatchObject({
      approved: false,
      request_history: [{ reason: 'stripe_internal_error' }],
    });
    end.letGo();
    await holding;
    await here.authorizer.drain(10_000);
    expect(await leftBehind(database.db, program)).toEqual({
      balance: 100_000n,
      used: 0n,
      spent: 0n,
      isHeld: false,
      isAsked: false,
    });
    expect(await authorizationsOf(database.db, program)).toMatchObject([
      { id: told.id, amount: 0n },
    ]);
    if (key !== undefined)
      expect(await purchase(here, program, asked)).toMatchObject({ id: told.id, approved: false });
  },
);
