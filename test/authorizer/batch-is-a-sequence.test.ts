/** Whoever shares a batch is decided as if he had come alone, after those before him. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuingBalances } from '../../db/ledger/balances.ts';
import { toJson } from '../../db/json.ts';
import { findUsage } from '../../db/spending-usage/find.ts';
import { NO_SPENDING_CONTROLS } from '../../domain/spending-controls.ts';
import { openAuthorizer, type TestAuthorizer } from '../support/authorizer.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { insertCard, openProgram, type Program } from '../support/program.ts';
import { withPin } from '../support/purchase.ts';

let database: TestDatabase;
let here: TestAuthorizer;
beforeAll(async () => {
  database = await openTestDatabase();
  here = openAuthorizer(database.db, { decisionMs: 60_000 });
});
afterAll(() => database.close());

const CARDS = 2;
const purchases = fc.array(
  fc.record({
    card: fc.nat(CARDS - 1),
    amount: fc.bigInt({ min: 0n, max: 600n }),
    hasWrongPin: fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0),
  }),
  { minLength: 2, maxLength: 24 },
);
type Asked = typeof purchases extends fc.Arbitrary<infer T> ? T : never;

/** 20.00 on the balance, two cards of one cardholder, of which each may spend 12.00 a day. */
async function openShop(): Promise<readonly Program[]> {
  const program = await openProgram(database.db, 2_000n);
  const { scope, cardholder } = program;
  const cards = [program.card, await insertCard(database.db, scope, cardholder)];
  const spending_limits = [{ amount: 1_200n, categories: null, interval: 'daily' }] as const;
  await database.db
    .updateTable('issuing_card')
    .set({
      spending_controls: toJson({
        ...NO_SPENDING_CONTROLS,
        spending_limits,
        spending_limits_currency: 'usd',
      }),
    })
    .where('id', 'in', cards)
    .execute();
  return cards.map((card) => ({ ...program, card }));
}

/** What became of them: each decision, and all that they left. */
async function outcomeOf(asked: Asked, isTogether: boolean) {
  const payers = await openShop();
  const [first] = payers;
  if (!first) throw new Error('a shop has cards');
  const buy = ({ card, amount, hasWrongPin }: Asked[number]) => {
    const payer = payers[card] ?? first;
    const pin = hasWrongPin ? withPin(payer.card, 'online_pin_mismatch') : {};
    return here.buy(payer, { amount, ...pin });
  };
  const made = [];
  if (isTogether) made.push(...(await Promise.all(asked.map(buy))));
  else for (const one of asked) made.push(await buy(one));
  const cards = payers.map(({ card }) => card);
  const { scope } = first;
  const usage = await findUsage(
    database.db,
    cards.map((ownerId) => ({ scope, ownerId })),
  );
  const left = await database.db
    .selectFrom('issuing_card')
    .select(['status', 'pin_failures', 'payments'])
    .where('id', 'in', cards)
    .orderBy('id')
    .execute();
  return {
    decisions: made.map(({ approved, request_history }) => [approved, request_history[0]?.reason]),
    balance: (await issuingBalances(database.db, scope)).get('usd'),
    used: usage.map(({ counters }) => counters['daily']?.used),
    velocity: usage.map(({ velocity }) => velocity && { ...velocity, at: 0 }),
    left,
  };
}

test('purchases decided in one batch get what they get one after another', async () => {
  await fc.assert(
    fc.asyncProperty(purchases, async (asked) => {
      expect(await outcomeOf(asked, true)).toEqual(await outcomeOf(asked, false));
    }),
    { numRuns: 12 },
  );
  await expectBooksInOrder(database.db);
});
