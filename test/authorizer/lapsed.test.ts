/** What an asker is told in time, and that the books say the same afterwards, whatever Postgres did. */
import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { issuingBalances } from '../../db/ledger/balances.ts';
import { type Database, type IssuingAuthorizationRow, owned } from '../../db/database.ts';
import { openDatabase } from '../../db/open.ts';
import { openAuthorizer, type TestAuthorizer } from '../support/authorizer.ts';
import { hold } from '../support/held.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { openProgram, type Program } from '../support/program.ts';

const DECISION_MS = 400;

let database: TestDatabase;
let program: Program;
let here: TestAuthorizer;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  program = await openProgram(database.db, 10_000n);
  here = openAuthorizer(database.db, { decisionMs: DECISION_MS });
  // A card that was used before is remembered: only then can a decline show it.
  await openAuthorizer(database.db).buy(program, { amount: 0n });
});
afterEach(() => expectBooksInOrder(database.db));
afterAll(() => database.close());

const NO = [{ approved: false, reason: 'stripe_internal_error' }];
const balance = async () => (await issuingBalances(database.db, program.scope)).get('usd');
const rowsOf = (amount: bigint): Promise<IssuingAuthorizationRow[]> =>
  database.db
    .selectFrom('issuing_authorization')
    .selectAll()
    .where((eb) => eb.and(owned(program.scope)))
    .where(sql`request_history -> 0 ->> 'amount'`, '=', String(amount))
    .execute();

/** Another session holds rows while a test acts, and lets them go. */
async function whileHeld<T>(
  lock: (trx: Kysely<Database>) => Promise<unknown>,
  act: (letGo: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const [held, end] = [hold(), hold()];
  const holding = database.owner.transaction().execute(async (trx) => {
    await lock(trx);
    held.letGo();
    await end.promise;
  });
  await held.promise;
  const letGo = async (): Promise<void> => {
    end.letGo();
    await holding;
  };
  try {
    return await act(letGo);
  } finally {
    await letGo();
  }
}
const theBalance = (trx: Kysely<Database>) =>
  sql`select from ledger_account where account_id = ${program.scope.accountId} for update`.execute(
    trx,
  );
/** Nothing reads the card with a lock, but an authorization that names it is written only beside it. */
const theCard = (trx: Kysely<Database>) =>
  sql`select from issuing_card where id = ${program.card} for update`.execute(trx);

/** Remembers the card. */
async function warm(): Promise<void> {
  await here.buy(program, { amount: 0n });
}

test('another session holds the balance: a decline in time, nothing held, and later the books say so', async () => {
  await warm();
  const asked = { amount: 1_000n, key: 'slow' };
  const told = await whileHeld(theBalance, async () => {
    const startedMs = performance.now();
    const answer = await here.buy(program, asked);
    expect(performance.now() - startedMs).toBeLessThan(DECISION_MS + 1_000);
    expect(await rowsOf(1_000n)).toEqual([]);
    return answer;
  });
  expect(told).toMatchObject({ approved: false, request_history: NO });
  await expect.poll(() => rowsOf(1_000n)).toMatchObject([{ id: told.id, approved: false }]);
  await here.drain(5_000);
  const again = await here.buy(program, asked);
  expect(again).toMatchObject({ id: told.id, approved: false, request_history: NO });
  expect(again.original).toBeDefined();
  expect(await balance()).toBe(10_000n);
});

test('a card of which nothing is remembered cannot be shown: an error in time, that says to come again', async () => {
  await whileHeld(theBalance, async () => {
    await expect(here.buy(program, { amount: 1_000n })).rejects.toMatchObject({
      code: 'service_unavailable',
    });
  });
  await expect.poll(() => rowsOf(1_000n)).toMatchObject([{ approved: false }]);
  expect(await balance()).toBe(10_000n);
});

/** Risk: the merchant keeps the goods, and the cardholder's money is held for a week. */
test.each([['slow key'], [undefined]])(
  'an approval that is committed after its asker was told no is reversed, told and counted (%s)',
  async (key) => {
    await warm();
    const asked = { amount: 1_000n, ...(key !== undefined && { key }) };
    const told = await whileHeld(theCard, () => here.buy(program, asked));
    expect(told).toMatchObject({ approved: false, request_history: NO });
    await here.drain(10_000);
    expect(await rowsOf(1_000n)).toMatchObject([
      { id: told.id, approved: true, status: 'reversed', amount: 0n, spent: 0n },
    ]);
    expect(await balance()).toBe(10_000n);
    expect(await here.metric('authorizations_undone_total')).toBe(1);
    const events = await database.db
      .selectFrom('event')
      .select('type')
      .where('object_id', '=', told.id)
      .orderBy('position')
      .execute();
    expect(events.map(({ type }) => type)).toEqual([
      'issuing_authorization.created',
      'issuing_authorization.updated',
    ]);
    if (key === undefined) return;
    const elsewhere = openAuthorizer(database.db);
    for (const process of [here, elsewhere])
      expect(await process.buy(program, asked)).toMatchObject({
        id: told.id,
        approved: false,
        request_history: NO,
      });
    expect(here.logged).toEqual([]);
  },
);

/** Risk: who comes again at once finds the approval that is about to be undone. */
test('until the books say what was told, the key is in use', async () => {
  await warm();
  const asked = { amount: 1_000n, key: 'at once' };
  await whileHeld(theCard, async () => {
    await here.buy(program, asked);
    await expect(here.buy(program, asked)).rejects.toMatchObject({
      code: 'idempotency_key_in_use',
    });
  });
  await here.drain(10_000);
  expect(await here.buy(program, asked)).toMatchObject({ approved: false });
});

test('a process ends only when what it told is in the books', async () => {
  await warm();
  await whileHeld(theBalance, async (letGo) => {
    await here.buy(program, { amount: 1_000n });
    const drained = here.drain(10_000);
    await letGo();
    await drained;
  });
  expect(await rowsOf(1_000n)).toMatchObject([{ approved: false }]);
});

test('a full queue declines at once, and writes that down when there is room', async () => {
  const full = openAuthorizer(database.db, { queueMax: 2, inFlightMax: 1 });
  await full.buy(program, { amount: 0n });
  const bought = await Promise.all(
    [1n, 2n, 3n, 4n].map((cents) => full.buy(program, { amount: 500n + cents })),
  );
  expect(bought.map(({ approved }) => approved)).toEqual([true, true, false, false]);
  expect(bought[3]).toMatchObject({ request_history: NO });
  await full.drain(5_000);
  for (const { id, approved } of bought)
    expect(
      await database.db
        .selectFrom('issuing_authorization')
        .select('approved')
        .where(sql.ref('id'), '=', id)
        .execute(),
    ).toEqual([{ approved }]);
  expect(await balance()).toBe(10_000n - 501n - 502n);
});

test('whoever the network approves in our place is declined all the same when we had no time', async () => {
  await warm();
  const told = await whileHeld(theBalance, () =>
    here.buy(program, { amount: 1_000n, condition: 'network_approved' }),
  );
  expect(told.approved).toBe(false);
  await here.drain(5_000);
  expect(await rowsOf(1_000n)).toMatchObject([{ approved: false }]);
});

test('Postgres cannot be reached: an error in time that says so', async () => {
  const nowhere = openDatabase({ url: 'postgres://postgres@127.0.0.1:1/postgres' });
  const away = openAuthorizer(nowhere);
  const startedMs = performance.now();
  const error: unknown = await away.buy(program, { amount: 1_000n }).catch((thrown) => thrown);
  expect(performance.now() - startedMs).toBeLessThan(2_500);
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  await nowhere.destroy();
});
