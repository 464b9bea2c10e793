import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type DecidingProcess,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import { answering, openEndpoint, type TestEndpoint } from '../../support/decision-endpoint.ts';
import { openWatched, type Watched } from '../../support/flights.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import type { Program } from '../../support/program.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let watched: Watched;
let here: DecidingProcess;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  watched = openWatched(database.url);
  here = openDecidingProcess(watched.db);
  program = await openDecidedProgram(database.db, endpoint.url);
});
beforeEach(() => endpoint.reset());
afterAll(async () => {
  await endpoint.close();
  await here.close();
  await watched.db.destroy();
  await database.close();
});

/** What a purchase costs after its own batch, in the order in which it is sent. */
async function statementsOf(key: string): Promise<readonly string[]> {
  await purchase(here, program, { amount: 100n, key: `before ${key}` });
  watched.statements.length = 0;
  await purchase(here, program, { amount: 100n, key });
  const batch = watched.statements.findIndex((text) => text.includes('prepared: write_decided'));
  expect(batch).toBeGreaterThanOrEqual(0);
  // The last of the batch is its commit.
  return watched.statements
    .slice(batch + 2)
    .map((text) => `${text.split(/\s+/, 1)[0]} ${tableOf(text)}`);
}
const tableOf = (text: string): string =>
  /(?:from|into|update) "?(\w+)"?/.exec(text)?.[1] ?? text.slice(0, 40);

/**
 * Each is a round trip that the merchant waits for; that for the card is why a canceled one pays nothing, and
 * that for the clock is not made in live mode.
 */
test('an approval costs two reads beside the endpoint and seven statements after it', async () => {
  expect(await statementsOf('yes')).toEqual([
    // The endpoint, and the time of the account's test clock.
    'select test_clock',
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
