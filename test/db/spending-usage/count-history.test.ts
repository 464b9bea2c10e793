import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countHistory } from '../../../db/spending-usage/count-history.ts';
import type { LimitSignature } from '../../../domain/spending/usage.ts';
import { inWork, insertCard, openProgram, type Program } from '../../support/program.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { clear, type PaperSpending, spend } from '../../support/spending.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const DAY = new Date('2027-03-10T00:00:00Z');
const NOON = new Date('2027-03-10T12:00:00Z');
const EVE = new Date('2027-03-09T23:59:59.999Z');
const at = (date: Date) => Math.floor(date.getTime() / 1000);

const coffee = ({ card, cardholder }: Program, amount: bigint): PaperSpending => ({
  card,
  cardholder,
  category: 'eating_places_restaurants',
  amount,
});

const usedOf = async (
  { scope }: Program,
  ownerId: Parameters<typeof countHistory>[1][number]['ownerId'],
  signature: LimitSignature,
) => {
  const [counted] = await countHistory(database.db, [
    { scope, ownerId, signatures: [signature], at: at(NOON) },
  ]);
  return counted?.[signature];
};

test('history is what authorizations count, in the window in which they were made', async () => {
  const program = await openProgram(database.db, 0n);
  const { db } = database;
  await inWork(db, program.scope, (work) => spend(work, coffee(program, 1n)), EVE);
  await inWork(db, program.scope, (work) => spend(work, coffee(program, 20n)), DAY);
  await inWork(db, program.scope, (work) => spend(work, coffee(program, 300n)), NOON);
  expect(await usedOf(program, program.card, 'daily')).toEqual({ window: at(DAY), used: 320n });
  expect(await usedOf(program, program.card, 'monthly')).toEqual({
    window: at(new Date('2027-03-01T00:00:00Z')),
    used: 321n,
  });
  expect(await usedOf(program, program.cardholder, 'all_time')).toEqual({ window: 0, used: 321n });
  expect(await usedOf(program, program.scope.accountId, 'daily')).toEqual({
    window: at(DAY),
    used: 320n,
  });
});

test('a chain counts all of its cards, a cardholder all of theirs, a program everything', async () => {
  const { db } = database;
  const program = await openProgram(db, 0n);
  const { scope, cardholder } = program;
  const other = await insertCard(db, scope, cardholder);
  await inWork(db, scope, (work) => spend(work, coffee(program, 1n)), NOON);
  await inWork(db, scope, (work) => spend(work, { ...coffee(program, 20n), card: other }), NOON);
  expect(await usedOf(program, program.card, 'daily')).toMatchObject({ used: 1n });
  await sql`update issuing_card set chain_id = ${program.card} where id = ${other}`.execute(
    database.owner,
  );
  expect(await usedOf(program, program.card, 'daily')).toMatchObject({ used: 21n });
  expect(await usedOf(program, cardholder, 'daily')).toMatchObject({ used: 21n });
  expect(await usedOf(program, scope.accountId, 'daily')).toMatchObject({ used: 21n });
});

test('a limit of some categories counts those alone', async () => {
  const { db } = database;
  const program = await openProgram(db, 0n);
  await inWork(db, program.scope, (work) => spend(work, coffee(program, 5n)), NOON);
  await inWork(
    db,
    program.scope,
    (work) => spend(work, { ...coffee(program, 70n), category: 'airlines_air_carriers' }),
    NOON,
  );
  const travel = 'daily:airlines_air_carriers,hotels_motels_and_resorts';
  expect(await usedOf(program, program.card, travel)).toMatchObject({ used: 70n });
  expect(await usedOf(program, program.card, 'daily')).toMatchObject({ used: 75n });
});

test('a force capture counts, its refund gives back, and a refund of nothing known does not', async () => {
  const { db } = database;
  const program = await openProgram(db, 0n);
  const { scope } = program;
  const capture = await inWork(
    db,
    scope,
    (work) => clear(work, coffee(program, 50n), { type: 'capture' }),
    NOON,
  );
  const later = new Date('2027-03-12T12:00:00Z');
  await inWork(
    db,
    scope,
    (work) => clear(work, coffee(program, 20n), { type: 'refund', refundOf: capture }),
    later,
  );
  await inWork(db, scope, (work) => clear(work, coffee(program, 9n), { type: 'refund' }), NOON);
  for (const owner of [program.card, program.cardholder, scope.accountId])
    expect(await usedOf(program, owner, 'daily')).toMatchObject({ used: 30n });
});

test('many owners and signatures are counted at once, in the order asked', async () => {
  const { db } = database;
  const [one, two] = [await openProgram(db, 0n), await openProgram(db, 0n)];
  await inWork(db, one.scope, (work) => spend(work, coffee(one, 1n)), NOON);
  await inWork(db, two.scope, (work) => spend(work, coffee(two, 2n)), NOON);
  const counted = await countHistory(
    db,
    [two, one].map(({ scope, card }) => ({
      scope,
      ownerId: card,
      signatures: ['all_time', 'daily'] as const,
      at: at(NOON),
    })),
  );
  expect(counted.map((counters) => [counters['all_time']?.used, counters['daily']?.used])).toEqual([
    [2n, 2n],
    [1n, 1n],
  ]);
  expect(await countHistory(db, [])).toEqual([]);
});
