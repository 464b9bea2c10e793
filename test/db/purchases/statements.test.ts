/** What everybody in a batch waits for: a statement more fails here. The lock goes before what is read under it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson } from '../../../db/json.ts';
import { NO_SPENDING_CONTROLS } from '../../../domain/spending-controls.ts';
import { openAuthorizer, type TestAuthorizer } from '../../support/authorizer.ts';
import { openWatched, type Watched } from '../../support/flights.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { insertCard, openProgram, type Program } from '../../support/program.ts';
import { withPin } from '../../support/purchase.ts';

let database: TestDatabase;
let watched: Watched;
let here: TestAuthorizer;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  watched = openWatched(database.url);
  here = openAuthorizer(watched.db, { decisionMs: 30_000 });
  program = await openProgram(database.db, 100_000n);
  await here.buy(program, { amount: 100n });
});
afterAll(async () => {
  await watched.db.destroy();
  await database.close();
});

/** What is sent, in order: by its name, or by its first word and table. */
async function statementsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  watched.statements.length = 0;
  await act();
  return watched.statements.map(
    (text) => /\/\* prepared: (\w+)/.exec(text)?.[1] ?? text.split('\n', 1)[0] ?? '',
  );
}
const BATCH = ['begin', 'lock_balances', 'read_asked', 'write_decided', 'commit'];

const limit = (card: Program['card']) =>
  database.db
    .updateTable('issuing_card')
    .set({
      spending_controls: toJson({
        ...NO_SPENDING_CONTROLS,
        spending_limits: [{ amount: 50_000n, categories: null, interval: 'daily' }],
        spending_limits_currency: 'usd',
      }),
    })
    .where('id', '=', card)
    .execute();

test.each([1, 32])('%i purchases that arrive together cost five statements', async (count) => {
  const turns = Array.from({ length: count }, (_, turn) => turn);
  const sent = await statementsOf(() =>
    Promise.all(turns.map((turn) => here.buy(program, { amount: 10n, key: `${count} ${turn}` }))),
  );
  expect(sent).toEqual(BATCH);
});

test('those of several tenants cost no more', async () => {
  const others = [await openProgram(database.db, 1_000n), await openProgram(database.db, 1_000n)];
  for (const other of others) await here.buy(other, { amount: 10n });
  const sent = await statementsOf(() =>
    Promise.all([program, ...others].map((one) => here.buy(one, { amount: 10n }))),
  );
  expect(sent).toEqual(BATCH);
});

test('a wrong PIN costs one more, which writes the card, however many there are', async () => {
  const { scope, cardholder } = program;
  const cards = [program.card, await insertCard(database.db, scope, cardholder)];
  const sent = await statementsOf(() =>
    Promise.all(
      cards.map((card) =>
        here.buy({ ...program, card }, { amount: 10n, ...withPin(card, 'online_pin_mismatch') }),
      ),
    ),
  );
  expect(sent).toEqual([...BATCH.slice(0, 3), 'update issuing_card card', ...BATCH.slice(3)]);
});

test('the first purchase under a limit costs one more, which counts history; the next does not', async () => {
  await limit(program.card);
  const first = await statementsOf(() => here.buy(program, { amount: 10n }));
  expect(first).toHaveLength(BATCH.length + 1);
  expect(first.filter((one) => !BATCH.includes(one))).toHaveLength(1);
  expect(await statementsOf(() => here.buy(program, { amount: 10n }))).toEqual(BATCH);
});

/** Only a decline that more money would change pays for looking whether some is held for too long. */
test('too much costs one more, which looks for holds that should have lapsed', async () => {
  const sent = await statementsOf(() => here.buy(program, { amount: 99_999n }));
  expect(sent.filter((one) => !BATCH.includes(one))).toHaveLength(1);
});

test('a repetition costs no write', async () => {
  await here.buy(program, { amount: 10n, key: 'again' });
  const sent = await statementsOf(() => here.buy(program, { amount: 10n, key: 'again' }));
  expect(sent.slice(0, 4)).toEqual(['begin', 'lock_balances', 'read_asked', 'commit']);
  expect(sent).toHaveLength(5);
});
