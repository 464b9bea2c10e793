import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { authorize } from '../support/authorize.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { lockCard } from '../../db/cards/get.ts';
import { updateCard } from '../../db/cards/update.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import { type Database, type IssuingAuthorizationRow, owned } from '../../db/database.ts';
import { openDatabase } from '../../db/open.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { insertCard, inWork, openProgram, type Program } from '../support/program.ts';
import { buy, purchaseOf, withPin } from '../support/purchase.ts';
import { sharedOut } from '../support/shared-out.ts';

const CLIENTS = 16;

let database: TestDatabase;
/** Two pools, as two processes have: nothing but Postgres keeps them apart. */
let processes: readonly [Kysely<Database>, Kysely<Database>];

beforeAll(async () => {
  database = await openTestDatabase();
  const { url } = database;
  processes = [openDatabase({ url, max: CLIENTS }), openDatabase({ url, max: CLIENTS })];
});
afterAll(async () => {
  await Promise.all(processes.map((db) => db.destroy()));
  await database.close();
});
afterEach(() => expectBooksInOrder(database.db));

const processOf = (turn: number): Kysely<Database> => processes[turn % 2 === 0 ? 0 : 1];
const authorizationsOf = ({ scope }: Program): Promise<IssuingAuthorizationRow[]> =>
  database.db
    .selectFrom('issuing_authorization')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .execute();
const balanceOf = async ({ scope }: Program): Promise<bigint | undefined> =>
  (await issuingBalances(database.db, scope)).get('usd');

/** Purchases of these amounts, all at once, by two processes with five cards of one balance. */
async function buyAll(program: Program, amounts: readonly bigint[]): Promise<void> {
  const { scope, cardholder } = program;
  const cards = [program.card];
  while (cards.length < 5) cards.push(await insertCard(database.db, scope, cardholder));
  await sharedOut(CLIENTS, amounts, (amount, turn) =>
    buy(processOf(turn), { scope, card: cards[turn % 5] ?? program.card }, { amount }),
  );
}

/** A deadlock or any other error would reject: none of these purchases is run again. */
test('a hundred purchases of 10.00 by two processes against 370.00 approve exactly 37', async () => {
  const program = await openProgram(database.db, 37_000n);
  await buyAll(
    program,
    Array.from({ length: 100 }, () => 1_000n),
  );
  const rows = await authorizationsOf(program);
  expect(rows.filter(({ approved }) => approved)).toHaveLength(37);
  expect(rows.filter(({ approved }) => !approved)).toHaveLength(63);
  expect(await balanceOf(program)).toBe(0n);
});

test('two hundred purchases spend one balance, and never more than it has', async () => {
  const program = await openProgram(database.db, 50_000n);
  await buyAll(
    program,
    Array.from({ length: 200 }, (_each, turn) => BigInt(50 + ((turn * 97) % 900))),
  );
  const rows = await authorizationsOf(program);
  expect(rows).toHaveLength(200);
  const held = rows.filter(({ approved }) => approved).reduce((sum, row) => sum + row.amount, 0n);
  const left = (await balanceOf(program)) ?? -1n;
  expect(left).toBe(50_000n - held);
  expect(left).toBeGreaterThanOrEqual(0n);
  // The balance only fell: who was declined asked for more than was left, then and at the end.
  const declined = rows.filter(({ approved }) => !approved);
  expect(declined.length).toBeGreaterThan(0);
  for (const { amount } of declined) expect(amount).toBeGreaterThan(left);
});

/** Risk: two who make the same ledger accounts, and lock each other out or split the balance. */
test('the first purchases of an account that was never funded make its books once', async () => {
  const program = await openProgram(database.db, 0n);
  await buyAll(
    program,
    Array.from({ length: 32 }, (_each, turn) => BigInt(turn % 2)),
  );
  const rows = await authorizationsOf(program);
  // A purchase of nothing asks only whether the card is good.
  expect(rows.filter(({ approved, amount }) => approved === (amount === 0n))).toHaveLength(32);
  const books = await database.db
    .selectFrom('ledger_account')
    .select('code')
    .where((eb) => eb.and(owned(program.scope)))
    .orderBy('code')
    .execute();
  expect(books.map(({ code }) => code)).toEqual(['issuing_balance', 'network_settlement']);
});

/** Risk: a stolen card that still pays after the cardholder was told that it is canceled. */
test('once a cancellation has committed, no purchase with the card is approved', async () => {
  const program = await openProgram(database.db, 1_000_000n);
  const { scope, card } = program;
  /** Noted while the balance is locked, so this is the order in which the commits come. */
  const order: string[] = [];
  const cancel = (): Promise<void> =>
    inWork(database.db, scope, async (work) => {
      await lockLedgerAccounts(work, 'usd', ['issuing_balance']);
      await lockCard(work.trx, scope, card);
      await updateCard(work, card, { status: 'canceled', cancellation_reason: 'stolen' });
      order.push('canceled');
    });
  let canceling: Promise<void> | undefined;
  await sharedOut(CLIENTS, Array.from({ length: 50 }), async (_each, turn) => {
    await inWork(processOf(turn), scope, async (work) => {
      const { authorization } = await authorize(work, purchaseOf(card, 100n));
      order.push(authorization.id);
    });
    if (order.length >= 10) canceling ??= cancel();
  });
  await canceling;

  const rows = new Map((await authorizationsOf(program)).map((row) => [row.id as string, row]));
  const canceledAt = order.indexOf('canceled');
  const approvals = order.map((id) => rows.get(id)?.approved);
  // Both sides of the cancellation were seen.
  expect(canceledAt).toBeGreaterThan(0);
  expect(order.length - canceledAt).toBeGreaterThan(1);
  expect(approvals.slice(0, canceledAt).every((approved) => approved === true)).toBe(true);
  expect(approvals.slice(canceledAt + 1).every((approved) => approved === false)).toBe(true);
  for (const id of order.slice(canceledAt + 1))
    expect(rows.get(id)?.request_history[0]?.reason).toBe('card_canceled');
});

test('wrong PINs sent at once are counted one by one: three fail, and the rest meet a blocked PIN', async () => {
  const program = await openProgram(database.db, 10_000n);
  const turns = Array.from({ length: 8 }, (_each, turn) => turn);
  const wrongPin = withPin(program.card, 'online_pin_mismatch');
  await Promise.all(
    turns.map((turn) => buy(processOf(turn), program, { amount: 100n, ...wrongPin })),
  );
  const reasons = (await authorizationsOf(program)).map((row) => row.request_history[0]?.reason);
  expect(reasons.filter((reason) => reason === 'verification_failed')).toHaveLength(3);
  expect(reasons.filter((reason) => reason === 'pin_blocked')).toHaveLength(5);
  const told = await database.db
    .selectFrom('event')
    .select('id')
    .where((eb) => eb.and({ ...owned(program.scope), type: 'issuing_card.updated' }))
    .execute();
  expect(told).toHaveLength(1);
});
