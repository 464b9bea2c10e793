import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCard } from '../../db/cards/get.ts';
import type { Database } from '../../db/database.ts';
import { makeId, parseId } from '../../domain/ids.ts';
import { uniqueText } from '../../infra/ids.ts';
import { createAccount } from '../support/ledger-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

const isObjectId = (text: string): Promise<boolean> =>
  sql`select ${text}::object_id`.execute(db).then(
    () => true,
    () => false,
  );

/** Risk: an id that the API takes and Postgres refuses, which would be a 500. */
test('what the product takes for an id, Postgres takes', async () => {
  const alike = fc.stringMatching(/^[A-Za-z0-9_ é%-]{0,62}$/).map((rest) => `ic_${rest}`);
  const property = fc.asyncProperty(alike, async (text) => {
    if (parseId('card', text) !== undefined) expect(await isObjectId(text)).toBe(true);
  });
  const examples = ['ic_', 'ic_A', `ic_${'A'.repeat(58)}`, `ic_${'A'.repeat(59)}`, 'ic_A\n'];
  await fc.assert(property, { examples: examples.map((text) => [text]) });
});

test('Postgres bounds an id, whatever the product thinks of it', async () => {
  expect(await isObjectId(`ic_${'A'.repeat(61)}`)).toBe(true);
  expect(await isObjectId(`ic_${'A'.repeat(62)}`)).toBe(false);
});

test('a text that no object can have as its id is no such card, and never an error of ours', async () => {
  const scope = await createAccount(db);
  for (const text of ['', 'ic_', 'ich_A1', 'ic_\u0000', `ic_${'A'.repeat(500)}`, "ic_' or true --"])
    await expect(getCard(db, scope, text)).rejects.toMatchObject({ code: 'resource_missing' });
});

test('ids are in the order of time to Postgres as well', async () => {
  const times = [0, 61, 62, 3_843, 1_799_999_999_999, 1_800_000_000_000, 1_800_000_000_001];
  const ids = times.map((unixMs) => makeId('card', uniqueText(unixMs)));
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${ids.toReversed()}::object_id[]) as id order by id`.execute(db);
  expect(rows.map(({ id }) => id)).toEqual(ids);
});
