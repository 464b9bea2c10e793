import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import { owned } from '../../db/database.ts';
import { toJson } from '../../db/json.ts';
import { findUsage } from '../../db/spending-usage/find.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { CardId } from '../../domain/ids.ts';
import {
  NO_SPENDING_CONTROLS,
  type SpendingControls,
  type SpendingLimit,
} from '../../domain/spending-controls.ts';
import { authorize } from '../support/authorize.ts';
import { wrongCounters } from '../db/spending-usage/wrong-counters.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program } from '../support/program.ts';
import { purchaseOf } from '../support/purchase.ts';
import { clear, spend } from '../support/spending.ts';

let database: TestDatabase;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
afterEach(async () => expect(await wrongCounters(database.db, program.scope)).toEqual([]));

const NOON = new Date('2027-03-10T12:00:00Z');
const category = 'eating_places_restaurants';
const daily = (amount: bigint): SpendingLimit => ({ amount, categories: null, interval: 'daily' });
const limited = (...spending_limits: readonly SpendingLimit[]): SpendingControls => ({
  ...NO_SPENDING_CONTROLS,
  spending_limits,
  spending_limits_currency: 'usd',
});

const inProgram = <T>(run: (work: UnitOfWork) => Promise<T>, now = NOON): Promise<T> =>
  inWork(database.db, program.scope, run, now);
const pay = (work: UnitOfWork, amount: bigint): Promise<AuthorizationView> =>
  authorize(work, purchaseOf(program.card, amount));
const outcome = ({ authorization }: AuthorizationView) =>
  authorization.approved || authorization.request_history[0]?.reason;
const usageOf = async (ownerId: CardId) =>
  (await findUsage(database.db, [{ scope: program.scope, ownerId }]))[0]?.counters;

/** As limits stood before anything counted them: written beside the counters. */
async function limitCard(controls: SpendingControls): Promise<void> {
  await database.db
    .updateTable('issuing_card')
    .set({ spending_controls: toJson(controls) })
    .where((eb) => eb.and({ ...owned(program.scope), id: program.card }))
    .execute();
}

test('limits that are older than counters are counted from history by the first purchase', async () => {
  program = await openProgram(database.db, 100_000n);
  const { card, cardholder } = program;
  const eve = new Date('2027-03-09T23:59:59Z');
  await inProgram((work) => spend(work, { card, cardholder, category, amount: 7n }), eve);
  await inProgram((work) => spend(work, { card, cardholder, category, amount: 30n }));
  await inProgram((work) =>
    clear(work, { card, cardholder, category, amount: 20n }, { type: 'capture' }),
  );
  await limitCard(limited(daily(100n)));
  expect(outcome(await inProgram((work) => pay(work, 51n)))).toBe('spending_controls');
  expect(await usageOf(card)).toMatchObject({ daily: { used: 50n } });
  expect(outcome(await inProgram((work) => pay(work, 50n)))).toBe(true);
  expect(await usageOf(card)).toMatchObject({ daily: { used: 100n } });
});

/** Risk: at midnight, processes whose clocks differ by a second spend each other's limit. */
test('a purchase is never dated before a window that another process has begun', async () => {
  program = await openProgram(database.db, 100_000n);
  await limitCard(limited(daily(100n)));
  const midnight = new Date('2027-03-11T00:00:00Z');
  const ahead = new Date(midnight.getTime() + 500);
  const behind = new Date(midnight.getTime() - 500);
  expect(outcome(await inProgram((work) => pay(work, 60n), behind))).toBe(true);
  expect(outcome(await inProgram((work) => pay(work, 60n), ahead))).toBe(true);
  const late = await inProgram((work) => pay(work, 40n), behind);
  expect(outcome(late)).toBe(true);
  expect(late.authorization.created_at).toEqual(midnight);
  expect(outcome(await inProgram((work) => pay(work, 1n), behind))).toBe('spending_controls');
});

interface Reads {
  readonly relname: string;
  readonly scans: bigint;
  readonly rows: bigint;
}

/** What this connection has read and not yet reported, of the tables that grow. */
async function readsOf({ trx }: UnitOfWork): Promise<readonly Reads[]> {
  const { rows } = await sql<Reads>`
    select relname, seq_scan as scans, seq_tup_read + idx_tup_fetch as rows
    from pg_stat_xact_user_tables
    where relname in ('issuing_authorization', 'issuing_transaction', 'spending_usage')
    order by relname
  `.execute(trx);
  return rows;
}

test('what a purchase reads does not grow with what was bought before', async () => {
  program = await openProgram(database.db, 100_000n);
  const { card, cardholder, scope } = program;
  await limitCard(limited(daily(90_000n), { ...daily(90_000n), interval: 'all_time' }));
  const spendOften = (times: number) =>
    inProgram(async (work) => {
      for (let made = 0; made < times; made++)
        await spend(work, { card, cardholder, category, amount: 0n });
    });
  const measured = () =>
    inProgram(async (work) => {
      const before = await readsOf(work);
      expect(outcome(await pay(work, 1n))).toBe(true);
      return (await readsOf(work)).map(({ relname, scans, rows }, table) => ({
        relname,
        scans: scans - (before[table]?.scans ?? 0n),
        rows: rows - (before[table]?.rows ?? 0n),
      }));
    });

  await spendOften(300);
  await inProgram((work) => pay(work, 1n));
  // So many owners that reading them all would be noticed.
  await sql`
    insert into spending_usage (account_id, livemode, owner_id, counters)
    select ${scope.accountId}, false, 'ich_other' || number, '{}' from generate_series(1, 2000) number
  `.execute(database.db);
  await sql`analyze spending_usage, issuing_authorization`.execute(database.owner);
  const few = await measured();
  await spendOften(1_000);
  await sql`analyze issuing_authorization`.execute(database.owner);
  expect(await measured()).toEqual(few);
  const usage = few.find(({ relname }) => relname === 'spending_usage');
  expect(usage?.scans).toBe(0n);
  expect(usage?.rows).toBeLessThan(10n);
});
