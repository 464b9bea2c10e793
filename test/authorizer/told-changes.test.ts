import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureAuthorization } from '../../authorizer/capture.ts';
import { type Database, owned } from '../../db/database.ts';
import { eventPlace } from '../../db/events/record.ts';
import { unseal } from '../../infra/crypto/seal.ts';
import { openTestApi } from '../support/api.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program, testKeys } from '../support/program.ts';
import { buy, PLAIN_CAPTURE } from '../support/purchase.ts';
import { openShop } from '../support/shop.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

interface Told {
  readonly object: { readonly amount: number };
  readonly previous_attributes: { readonly amount: number };
}

async function toldChanges({ scope }: Program): Promise<readonly (readonly [number, number])[]> {
  const events = await db
    .selectFrom('event')
    .select(['id', 'data_sealed'])
    .where((eb) => eb.and({ ...owned(scope), type: 'issuing_authorization.updated' }))
    .execute();
  const changes = events.map(({ id, data_sealed }): readonly [number, number] => {
    const told: Told = JSON.parse(unseal(testKeys, eventPlace(id), data_sealed));
    return [told.previous_attributes.amount, told.object.amount];
  });
  return changes.toSorted(([left], [right]) => right - left);
}

/** Risk: a change that is told from what stood before another one, which a follower then counts twice. */
test('of captures that come at once, each event tells its own change and no other', async () => {
  const program = await openProgram(db, 5_000n);
  const id = await buy(db, program, { amount: 1_000n });
  const slice = () =>
    inWork(db, program.scope, (work) =>
      captureAuthorization(work, {
        authorization: id,
        amount: 200n,
        close: false,
        ...PLAIN_CAPTURE,
      }),
    );
  await Promise.all([slice(), slice(), slice(), slice()]);
  expect(await toldChanges(program)).toEqual([
    [1_000, 800],
    [800, 600],
    [600, 400],
    [400, 200],
  ]);
});

/** Risk: one reading of the clock for all events of a request, which then stand in no order. */
test('a transaction is told before the authorization that it changes, also within a millisecond', async () => {
  let nowMs = Date.parse('2027-01-15T12:00:00Z');
  const api = await openTestApi({ deps: { clock: { nowMs: () => nowMs } } });
  try {
    const shop = await openShop(api, 100_000);
    for (let round = 0; round < 6; round++) {
      nowMs += 1_000;
      const { id } = await shop.buy(1_000);
      nowMs += 1_000;
      await shop.stripe.testHelpers.issuing.authorizations.capture(id);
    }
    const types = ['issuing_transaction.created', 'issuing_authorization.updated'];
    const told = await shop.stripe.events.list({ types, limit: 100 });
    const oldestFirst = told.data.map(({ type }) => type).toReversed();
    expect(oldestFirst).toEqual(Array.from({ length: 6 }, () => types).flat());
  } finally {
    await api.close();
  }
});
