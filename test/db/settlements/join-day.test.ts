import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDay } from '../../../activities/settlement/close.ts';
import { inUnitOfWork } from '../../../activities/unit-of-work.ts';
import { clearUnasked } from '../../../authorizer/clear.ts';
import type { IssuingTransactionRow } from '../../../db/database.ts';
import { settlementsOfDay } from '../../../db/settlements/settlements.ts';
import { settlementDayAt, settlementDayId } from '../../../domain/settlement/day.ts';
import { bindClock, turnClock } from '../../support/bind-clock.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { openProgram, type Program, testKeys } from '../../support/program.ts';

let database: TestDatabase;
const MONDAY = new Date('2027-03-01T14:00:00Z');
const at = (date: Date): number => date.getTime() / 1_000;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const depsOf = () => ({
  db: database.db,
  keyring: testKeys,
  clock: { nowMs: () => Number(MONDAY) },
});

const clear = ({ scope, card }: Program): Promise<IssuingTransactionRow> =>
  inUnitOfWork(depsOf(), scope, (work) =>
    clearUnasked(work, {
      type: 'capture',
      card,
      amount: 1_00n,
      currency: undefined,
      merchantData: {
        category: 'bakeries',
        category_code: '5462',
        city: null,
        country: null,
        name: 'Bakery',
        network_id: '1',
        postal_code: null,
        state: null,
        tax_id: null,
        terminal_id: null,
        url: null,
      },
      purchaseDetails: null,
      networkTransactionId: '123456789012345',
    }),
  );

/** Risk: a clearing that commits while its day is closed is settled on no day, or changes one that was added up. */
test('what clears while its day closes is in that day or in the next one, and the sums say which', async () => {
  const program = await openProgram(database.db, 1_000_00n);
  await bindClock(database.db, program.scope, MONDAY);
  const first = settlementDayId(settlementDayAt('visa', at(MONDAY)), program.scope);
  await clear(program);
  const [closed, ...cleared] = await Promise.all([
    closeDay(depsOf(), { ...program.scope, dayId: first }, () => {}),
    ...Array.from({ length: 30 }, () => clear(program)),
  ]);
  expect(closed).toMatchObject({ status: 'awaiting_advice' });
  const next = first.replace('2027-03-01', '2027-03-02');
  const countOn = (day: string): number =>
    cleared.filter(({ settlement_day }) => settlement_day === day).length;
  expect(countOn(first) + countOn(next)).toBe(30);
  expect(await settlementsOfDay(database.db, first)).toMatchObject([
    { transaction_count: countOn(first) + 1, net_amount: BigInt(countOn(first) + 1) * 1_00n },
  ]);
  await expectBooksInOrder(database.db);
});

test('many first clearings at once make one day and start one workflow', async () => {
  const program = await openProgram(database.db, 1_000_00n);
  await bindClock(database.db, program.scope, MONDAY);
  await Promise.all(Array.from({ length: 8 }, () => clear(program)));
  const rows = await database.db
    .selectFrom('outbox')
    .select('object_id')
    .where('account_id', '=', program.scope.accountId)
    .where('kind', '=', 'network_settlement')
    .execute();
  expect(rows).toHaveLength(1);
});

/** Risk: a clock that begins again finds the days of the one before closed, and nothing clears any more. */
test('an account whose days lie closed ahead of it joins the first that is open', async () => {
  const program = await openProgram(database.db, 1_000_00n);
  const { scope } = program;
  await bindClock(database.db, scope, MONDAY);
  for (const date of ['2027-03-01', '2027-03-02', '2027-03-03']) {
    const noon = new Date(`${date}T14:00:00Z`);
    await turnClock(database.db, scope, noon);
    const { settlement_day } = await clear(program);
    await closeDay(depsOf(), { ...scope, dayId: settlement_day ?? '' }, () => {});
  }
  await sql`update test_clock set frozen_time = ${MONDAY} where account_id = ${scope.accountId}`.execute(
    database.owner,
  );
  expect((await clear(program)).settlement_day).toBe(`visa:2027-03-04:${scope.accountId}`);
});

/** Risk: a day of all accounts is entered by one alone, and what the others cleared is never settled. */
test('in live mode all accounts join one day, and each has its own settlement', async () => {
  const platform = await database.db
    .selectFrom('account')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const programs = await Promise.all([1, 2].map(() => openProgram(database.db, 0n)));
  for (const { scope } of programs)
    for (const table of ['issuing_card', 'issuing_cardholder'] as const)
      await sql`update ${sql.table(table)} set livemode = true where account_id = ${scope.accountId}`.execute(
        database.owner,
      );
  const live = programs.map((program) => ({
    ...program,
    scope: { ...program.scope, livemode: true },
  }));
  const cleared = await Promise.all(live.map(clear));
  const days = new Set(cleared.map(({ settlement_day }) => settlement_day));
  expect([...days]).toEqual(['visa:2027-03-01']);
  const scope = { accountId: platform.id, livemode: true };
  await closeDay(depsOf(), { ...scope, dayId: 'visa:2027-03-01' }, () => {});
  expect(await settlementsOfDay(database.db, 'visa:2027-03-01')).toMatchObject(
    live
      .map(({ scope: { accountId } }) => ({ account_id: accountId, net_amount: 1_00n }))
      .toSorted((one, other) => (one.account_id < other.account_id ? -1 : 1)),
  );
});
