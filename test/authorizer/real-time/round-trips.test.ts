import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { openPool } from '../../../db/open.ts';
import {
  type DecidingProcess,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import { answering, openEndpoint, type TestEndpoint } from '../../support/decision-endpoint.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import type { Program } from '../../support/program.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let watched: Kysely<Database>;
let here: DecidingProcess;
let program: Program;
const statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  watched = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: openPool({ url: database.url }) }),
    log: ({ query }) => void statements.push(query.sql.trim()),
  });
  here = openDecidingProcess(watched);
  program = await openDecidedProgram(database.db, endpoint.url);
});
beforeEach(() => endpoint.reset());
afterAll(async () => {
  await endpoint.close();
  await here.close();
  await watched.destroy();
  await database.close();
});

/** What a purchase costs after its own batch, in the order in which it is sent. */
async function statementsOf(key: string): Promise<readonly string[]> {
  await purchase(here, program, { amount: 100n, key: `before ${key}` });
  statements.length = 0;
  await purchase(here, program, { amount: 100n, key });
  const batch = statements.findIndex((text) => text.includes('prepared: write_decided'));
  expect(batch).toBeGreaterThanOrEqual(0);
  // The last of the batch is its commit.
  return statements.slice(batch + 2).map((text) => `${text.split(/\s+/, 1)[0]} ${tableOf(text)}`);
}
const tableOf = (text: string): string =>
  /(?:from|into|update) "?(\w+)"?/.exec(text)?.[1] ?? text.slice(0, 40);

/**
 * Each is a round trip that the merchant waits for; that for the card is why a canceled one pays nothing, and
 * that for the clock is not made in live mode.
 */
test('an approval costs two reads beside the endpoint and seven statements after it', async () => {
  expect(await statementsOf('yes')).toEqual([
    'select webhook_endpoint',
    'select ledger_account',
    'begin begin',
    '/* test_clock',
    'select issuing_authorization',
    '/* issuing_card',
    'update issuing_authorization',
    'with event',
    'commit commit',
  ]);
});

test('a decline costs eight more: it moves money under the lock of the account', async () => {
  endpoint.behave(answering({ approved: false }));
  const [approval, decline] = [9, (await statementsOf('no')).length];
  expect(decline - approval).toBe(8);
});
