/** What a limit is worth, and not one purchase more, whoever swipes at the same moment and wherever he arrives. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { JENNY } from '../api/issuing/fixtures.ts';
import { type ApiProcesses, startApiProcesses } from '../support/api-processes.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { sharedOut } from '../support/shared-out.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

const PURCHASES = 1_000;
/** At each moment: as many as two cores decide in time while other tests run. */
const CLIENTS = 200;
const WORTH = 137;
const PRICE = 250;
const SWIPES_MAX = 10;

let database: TestDatabase;
let api: ApiProcesses;
let first: Stripe;
let cardholder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  api = await startApiProcesses(database.url, 2);
  first = processOf(0);
  await fund(10_000_000);
});
afterAll(async () => {
  api?.stop();
  await database.close();
});
afterEach(() => expectBooksInOrder(database.db));

function processOf(turn: number): Stripe {
  const client = api.clients[turn % api.clients.length];
  if (!client) throw new Error('there is an API process');
  return client;
}

const fund = (amount: number) =>
  first.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', { amount, currency: 'usd' });

type Limit = Stripe.Issuing.CardCreateParams.SpendingControls.SpendingLimit;
const limitOf = (interval: Limit['interval']) => ({
  spending_limits: [{ amount: WORTH * PRICE, interval }],
});
type Controls = Stripe.Issuing.CardCreateParams.SpendingControls;
const NO_LIMIT: Controls = {
  spending_limits: [{ amount: 99_999_999, interval: 'per_authorization' }],
};

async function openCards(count: number, controls: Controls): Promise<readonly string[]> {
  ({ id: cardholder } = await first.issuing.cardholders.create(JENNY));
  // No workflow screens beside these processes.
  await database.owner.updateTable('issuing_cardholder').set({ screening: 'clear' }).execute();
  const order = { cardholder, currency: 'usd', type: 'virtual', status: 'active' } as const;
  const cards = Array.from({ length: count }, () =>
    first.issuing.cards.create({ ...order, spending_controls: controls }),
  );
  return (await Promise.all(cards)).map(({ id }) => id);
}

/** Card by card in turn, each process every second one. */
async function buyAll(cards: readonly string[]): Promise<readonly Stripe.Issuing.Authorization[]> {
  const made: Stripe.Issuing.Authorization[] = [];
  const buyNext = async (turn: number) => {
    const one = await buy(turn, cards[turn % cards.length] ?? '');
    made.push(one);
    return one.approved;
  };
  await sharedOut(CLIENTS, Array.from({ length: PURCHASES }), (_, turn) => buyNext(turn));
  // What was decided too late to be answered was undone, and can be spent after all.
  for (let turn = 0; await buyNext(turn); turn++);
  return made;
}

/** Asks and swipes again when there was no time to decide, as a terminal and a person do. */
async function buy(turn: number, card: string): Promise<Stripe.Issuing.Authorization> {
  const { authorizations } = processOf(turn).testHelpers.issuing;
  for (let swipe = 1; ; swipe++) {
    const idempotencyKey = randomUUID();
    const ask = () => authorizations.create({ card, amount: PRICE }, { idempotencyKey });
    const made = await ask().catch(ask).catch(ask);
    if (made.request_history[0]?.reason !== 'stripe_internal_error' || swipe === SWIPES_MAX)
      return made;
  }
}

const reasonsOf = (made: readonly Stripe.Issuing.Authorization[]) =>
  new Set(made.filter(({ approved }) => !approved).map((one) => one.request_history[0]?.reason));

/** By the day: should midnight pass meanwhile, the limit is new. */
function approvedInADay(made: readonly Stripe.Issuing.Authorization[]): number {
  const days = new Map<number, number>();
  for (const { approved, created } of made) {
    const day = Math.floor(created / 86_400);
    if (approved) days.set(day, (days.get(day) ?? 0) + 1);
  }
  return Math.max(...days.values());
}

test('a thousand purchases through two processes get what a daily limit of a card is worth', async () => {
  const made = await buyAll(await openCards(1, limitOf('daily')));
  expect(approvedInADay(made)).toBe(WORTH);
  expect(reasonsOf(made)).toEqual(new Set(['spending_controls']));
});

test('two cards of a cardholder together get what the limit of the cardholder is worth', async () => {
  const cards = await openCards(2, NO_LIMIT);
  await first.issuing.cardholders.update(cardholder, { spending_controls: limitOf('monthly') });
  const made = await buyAll(cards);
  expect(made.filter(({ approved }) => approved)).toHaveLength(WORTH);
  expect(reasonsOf(made)).toEqual(new Set(['spending_controls']));
});

test('all cards of a program together get what is left of the limit of the program', async () => {
  const cards = await openCards(5, NO_LIMIT);
  // What was spent before counts: the tests above have spent, and force captures pass every limit.
  await first.testHelpers.issuing.transactions.createForceCapture({
    card: cards[0] ?? '',
    amount: 12_345,
  });
  const before = await spentInAll();
  const amount = Number(before) + WORTH * PRICE;
  await first.rawRequest('POST', '/v1/issuing/settings', {
    spending_controls: { spending_limits: [{ amount, interval: 'all_time' }] },
  });
  const made = await buyAll(cards);
  expect(made.filter(({ approved }) => approved)).toHaveLength(WORTH);
  expect(reasonsOf(made)).toEqual(new Set(['spending_controls']));
  await first.rawRequest('POST', '/v1/issuing/settings', {
    spending_controls: { spending_limits: '' },
  });
});

async function spentInAll(): Promise<bigint> {
  const rows = await database.db.selectFrom('issuing_authorization').select('spent').execute();
  return rows.reduce((sum, { spent }) => sum + spent, 12_345n);
}

/** Each sooner or later stands alone, so that whoever forgets a purchase in any of them lets one pass. */
const REPLACEMENTS: readonly (readonly Limit['interval'][])[] = [
  ['all_time'],
  ['monthly', 'weekly'],
  ['yearly'],
  ['weekly', 'all_time'],
  ['monthly'],
];

test('limits that two keep replacing while purchases run are neither passed nor wasted', async () => {
  const [card = ''] = await openCards(1, limitOf('all_time'));
  const shop = { open: true };
  const replace = async (who: number): Promise<void> => {
    let replaced = 0;
    for (; shop.open || replaced < REPLACEMENTS.length; replaced++) {
      const intervals = REPLACEMENTS[(replaced + who) % REPLACEMENTS.length] ?? [];
      await processOf(who).issuing.cards.update(card, {
        spending_controls: {
          spending_limits: intervals.flatMap((one) => limitOf(one).spending_limits),
        },
      });
    }
  };
  const replacing = Promise.all([replace(0), replace(1)]);
  let approved = 0;
  await sharedOut(16, Array.from({ length: 400 }), async (_, turn) => {
    if ((await buy(turn, card)).approved) approved += 1;
  });
  shop.open = false;
  await replacing;
  while ((await buy(0, card)).approved) approved += 1;
  expect(approved).toBe(WORTH);
  const { counters } = await database.db
    .selectFrom('spending_usage')
    .select('counters')
    .where(sql.ref('owner_id'), '=', card)
    .executeTakeFirstOrThrow();
  for (const { used, partial } of Object.values(counters))
    expect({ used, partial }).toEqual({ used: String(WORTH * PRICE), partial: undefined });
});

test('a balance gives what it has, to whichever process comes first', async () => {
  const cards = await openCards(2, NO_LIMIT);
  const balance = (await first.balance.retrieve()).issuing?.available[0]?.amount ?? 0;
  const tooMuch = balance - WORTH * PRICE;
  await first.testHelpers.issuing.transactions.createForceCapture({
    card: cards[0] ?? '',
    amount: tooMuch,
  });
  const made = await buyAll(cards);
  expect(made.filter(({ approved }) => approved)).toHaveLength(WORTH);
  expect(reasonsOf(made)).toEqual(new Set(['insufficient_funds']));
});
