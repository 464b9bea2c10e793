import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARDS_PER_BOX_MAX, packIntoBox } from '../../../db/card-boxes/pack.ts';
import type { CardBoxId } from '../../../domain/ids.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, openProgram, type Program } from '../../support/program.ts';

let database: TestDatabase;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  program = await openProgram(database.db, 0n);
});
afterAll(() => database.close());

const pack = (destination: Buffer): Promise<CardBoxId> =>
  inWork(database.db, program.scope, (work) => packIntoBox(work, destination));

/** Risk: the cards of a day are submitted all at once, and each opens a box of its own. */
test('cards that come at once for one destination lie in one box', async () => {
  const destination = randomBytes(32);
  const boxes = await Promise.all(Array.from({ length: 8 }, () => pack(destination)));
  expect(new Set(boxes).size).toBe(1);
});

test('another destination has another box', async () => {
  expect(await pack(randomBytes(32))).not.toBe(await pack(randomBytes(32)));
});

test('a full box is followed by another one', async () => {
  const destination = randomBytes(32);
  const first = await pack(destination);
  const fill = (card_count: number) =>
    database.db.updateTable('card_box').set({ card_count }).where('id', '=', first).execute();
  await fill(CARDS_PER_BOX_MAX - 1);
  expect(await pack(destination)).toBe(first);
  const second = await pack(destination);
  expect(second).not.toBe(first);
  expect(await pack(destination)).toBe(second);
});
