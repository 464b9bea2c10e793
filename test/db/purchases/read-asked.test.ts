/** What decides a purchase is read by names of columns: one that is forgotten there is forgotten by the rules. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getAccount } from '../../../db/accounts/get.ts';
import { getCardholder } from '../../../db/cardholders/get.ts';
import { getCard } from '../../../db/cards/get.ts';
import { toJson } from '../../../db/json.ts';
import { type AskedCard, type AskedRow, readAsked } from '../../../db/purchases/read-asked.ts';
import { getSettings } from '../../../db/settings/get.ts';
import { saveSettings } from '../../../db/settings/save.ts';
import { saveUsage } from '../../../db/spending-usage/save.ts';
import { NEW_SETTINGS } from '../../../domain/account/settings.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, openProgram, type Program } from '../../support/program.ts';

let database: TestDatabase;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  program = await openProgram(database.db, 10_000n);
});
afterAll(() => database.close());

const ask = (asked: readonly AskedCard[]): Promise<readonly AskedRow[]> =>
  database.db.transaction().execute((trx) => readAsked(trx, asked));
const asking = ({ scope, card }: Program, key: string | null = null): AskedCard => ({
  scope,
  card,
  key,
});
async function one(asked: AskedCard): Promise<AskedRow> {
  const [row] = await ask([asked]);
  if (!row) throw new Error('what was asked is answered');
  return row;
}

/** Secrets, and what only those need who print and ship the card. */
const ASIDE: readonly string[] = [
  'bears_number',
  'box_id',
  'cvc_sealed',
  'fee_movement',
  'fee_refund_movement',
  'is_free',
  'number_hash',
  'number_sealed',
  'ordered_at',
  'pin_sealed',
  'shipping_revision',
];

test('card, cardholder and account are what their own readers give, less what a card keeps aside', async () => {
  const { db } = database;
  const row = await one(asking(program));
  const all = Object.entries(await getCard(db, program.scope, program.card));
  const plain = Object.fromEntries(all.filter(([column]) => !ASIDE.includes(column)));
  expect(row.card).toEqual(plain);
  expect(row.cardholder).toEqual(await getCardholder(db, program.scope, program.cardholder));
  expect(row.account).toEqual(await getAccount(db, program.scope.accountId));
});

/** The tables themselves are asked: a migration that adds a column fails here. */
test.each([
  ['issuing_card', 'card', ASIDE],
  ['issuing_cardholder', 'cardholder', []],
  ['account', 'account', []],
  ['issuing_settings', 'settings', []],
] as const)('every column of %s is read, but what is aside', async (table, part, aside) => {
  await inWork(database.db, program.scope, (work) => saveSettings(work, NEW_SETTINGS));
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
  `.execute(database.owner);
  const columns = rows.map(({ name }) => name).filter((name) => !new Set<string>(aside).has(name));
  expect(columns.length).toBeGreaterThan(5);
  const row = await one(asking(program));
  expect(Object.keys(row[part] ?? {}).toSorted()).toEqual(columns.toSorted());
});

test('settings and usage are absent until somebody writes them, and then as they were written', async () => {
  const other = await openProgram(database.db, 0n);
  expect(await one(asking(other))).toMatchObject({
    settings: undefined,
    usage: { card: undefined, cardholder: undefined, program: undefined },
    endpointId: null,
    answer: undefined,
  });
  const { scope } = other;
  const velocity = { at: 1, attempts: 2, declines: 3, amount: 4 };
  await inWork(database.db, scope, async (work) => {
    await saveSettings(work, { ...NEW_SETTINGS, cashWithdrawals: false });
    const owners = [other.card, other.cardholder, scope.accountId];
    const counted = owners.map((ownerId, turn) => ({
      scope,
      ownerId,
      counters: { daily: { window: turn, used: BigInt(turn) } },
      velocity,
    }));
    await saveUsage(work.trx, counted);
  });
  const { usage, settings } = await one(asking(other));
  const used = (turn: number) => ({ counters: JSON.parse(toJson(countersOf(turn))), velocity });
  expect(usage).toEqual({ card: used(0), cardholder: used(1), program: used(2) });
  expect(settings?.cash_withdrawals).toBe(false);
  expect((await getSettings(database.db, scope)).cashWithdrawals).toBe(false);
});
const countersOf = (turn: number) => ({ daily: { window: turn, used: BigInt(turn) } });

test('answers come in the order asked, and each tenant sees what is his', async () => {
  const other = await openProgram(database.db, 0n);
  const foreign = { scope: other.scope, card: program.card, key: null };
  const rows = await ask([asking(other), foreign, asking(program), asking(other)]);
  expect(rows.map(({ card }) => card?.id)).toEqual([
    other.card,
    undefined,
    program.card,
    other.card,
  ]);
  expect(rows[1]).toMatchObject({ cardholder: undefined, account: undefined });
  const live = { ...asking(program), scope: { ...program.scope, livemode: true } };
  expect((await one(live)).card).toBeUndefined();
});
