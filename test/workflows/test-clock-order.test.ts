import fc from 'fast-check';
import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const START = Date.parse('2027-01-01T00:00:00Z') / 1_000;
/** How far apart things may fall due, in seconds: so that some fall due at once, and some at one time. */
const SPAN = 40;

let lab: ClockLab;
let shop: Shop;
beforeAll(async () => {
  lab = await openClockLab();
  shop = await openShop(lab.api, 10_000_000);
});
afterAll(() => lab.close());

/** An approval that lapses, or a challenge that expires, at some second. */
const dueRow = fc.record({
  what: fc.constantFrom('challenge', 'hold'),
  after: fc.integer({ min: 1, max: SPAN }),
});
const account = fc.record({
  rows: fc.array(dueRow, { minLength: 1, maxLength: 12 }),
  /** How far each advance goes, beyond the last of them in the end. */
  advances: fc.array(fc.integer({ min: 1, max: SPAN }), { maxLength: 2 }),
});

/** Makes it as any purchase is made, and lets it fall due when the story says. */
async function make({ what, after }: { readonly what: string; readonly after: number }) {
  const risk_assessment = { fraud_risk: { level: 'highest' as const } };
  const { id } = await shop.buy(100, what === 'challenge' ? { risk_assessment } : {});
  const at = START + after;
  const rows = lab.api.database.owner.updateTable('issuing_authorization');
  const one = sql<boolean>`id = ${id}`;
  if (what === 'hold')
    await rows
      .set({ expires_at: new Date(at * 1_000) })
      .where(one)
      .execute();
  else
    await rows
      .set({
        fraud_challenges: sql`jsonb_set(fraud_challenges::jsonb, '{0,expires_at}', ${String(at)}::jsonb)`,
      })
      .where(one)
      .execute();
  return { id, at };
}

const idOf = ({ data: { object } }: Stripe.Event): string => String(Reflect.get(object, 'id'));

test(
  'whatever falls due when, and however far the clock goes at once: each happens at its time, in the order of times',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(account, async ({ rows, advances }) => {
        const clock = await lab.create(START);
        const made: { readonly id: string; readonly at: number }[] = [];
        for (const row of rows) made.push(await make(row));
        const stops = new Set([...advances, SPAN].map((after) => START + after));
        for (const stop of [...stops].toSorted((one, other) => one - other))
          await lab.advance(clock.id, stop);
        const events = await lab.stripe.events
          .list({ type: 'issuing_authorization.updated', limit: 100 })
          .autoPagingToArray({ limit: 1_000 });
        const happened = events
          .toReversed()
          .filter((event) => made.some(({ id }) => id === idOf(event)))
          .map((event) => ({ id: idOf(event), at: event.created }));
        expect(happened).toHaveLength(made.length);
        expect(new Map(happened.map(({ id, at }) => [id, at]))).toEqual(
          new Map(made.map(({ id, at }) => [id, at])),
        );
        expect(happened.map(({ at }) => at)).toEqual(
          happened.map(({ at }) => at).toSorted((one, other) => one - other),
        );
        await lab.stripe.testHelpers.testClocks.del(clock.id);
      }),
      { numRuns: 5 },
    );
    await expectBooksInOrder(lab.api.database.db);
  },
);
