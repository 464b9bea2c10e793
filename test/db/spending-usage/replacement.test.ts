/**
 * Limits are replaced in three steps, and between them anything happens: purchases by processes whose
 * clocks differ, releases and refunds of what was bought before, other replacements, midnight. Whatever
 * the order, a counter that is whole is equal to history.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUpPast } from '../../../db/spending-usage/add-up-past.ts';
import { adjustUsage } from '../../../db/spending-usage/adjust.ts';
import { beginCounting } from '../../../db/spending-usage/begin-counting.ts';
import { findUsage } from '../../../db/spending-usage/find.ts';
import { settleCounters } from '../../../db/spending-usage/settle-counters.ts';
import { lockIssuingBalance } from '../../../db/ledger/lock-issuing-balance.ts';
import type { AuthorizationId } from '../../../domain/ids.ts';
import { unreachable } from '../../../domain/invariant.ts';
import type { PastUsage } from '../../../domain/spending/replacement.ts';
import { latestWindowStart, type LimitSignature } from '../../../domain/spending/usage.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, openProgram, type Program } from '../../support/program.ts';
import { spend } from '../../support/spending.ts';
import { wrongCounters } from './wrong-counters.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const MIDNIGHT = Date.parse('2027-03-14T00:00:00Z');
/** The clock of one of the processes: within minutes of a midnight that also begins a week. */
const anyClock = fc.constantFrom(-60, -1, 0, 60).map((seconds) => MIDNIGHT + seconds * 1000);
const anySignatures = fc.uniqueArray(
  fc.constantFrom<LimitSignature>('all_time', 'daily', 'weekly:bakeries'),
  { minLength: 1, maxLength: 2 },
);
const anyone = fc.nat(1);
const anyCategory = fc.constantFrom('bakeries', 'florists');
const kind = <K extends string>(name: K) => fc.constant(name);
const anyStep = fc.oneof(
  fc.record({
    kind: kind('buy'),
    clock: anyClock,
    amount: fc.bigInt(1n, 999n),
    category: anyCategory,
  }),
  fc.record({
    kind: kind('change'),
    clock: anyClock,
    of: fc.nat(),
    amount: fc.bigInt(-500n, 500n),
  }),
  fc.record({ kind: kind('begin'), clock: anyClock, by: anyone, signatures: anySignatures }),
  fc.record({ kind: kind('addUp'), by: anyone }),
  fc.record({ kind: kind('settle'), clock: anyClock, by: anyone }),
  fc.record({ kind: kind('replace'), clock: anyClock, by: anyone, signatures: anySignatures }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

interface Bought {
  readonly id: AuthorizationId;
  readonly category: string;
  readonly spentAt: Date;
}
/** Somebody who replaces limits, and how far he is. */
interface Replacing {
  readonly needed: readonly LimitSignature[];
  readonly begun: Awaited<ReturnType<typeof beginCounting>>;
  readonly past: PastUsage | undefined;
}
interface World {
  readonly program: Program;
  readonly bought: Bought[];
  readonly replacing: Map<number, Replacing>;
}

test('in whatever order it happens, whole counters are equal to history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 12, maxLength: 24 }), async (steps) => {
      const world: World = {
        program: await openProgram(database.db, 0n),
        bought: [],
        replacing: new Map(),
      };
      for (const each of steps) {
        await take(world, each);
        if (each.kind !== 'begin' && each.kind !== 'addUp') await expectHistory(world);
      }
    }),
    { numRuns: 60 },
  );
});

/** Found with two processes that replaced the limits of a card while it was used: 156 purchases passed for 137. */
test('a past is joined with no other beginning of its counter than the one that it was read for', async () => {
  const program = await openProgram(database.db, 0n);
  const world: World = { program, bought: [], replacing: new Map() };
  const purchase = { clock: MIDNIGHT, amount: 10n, category: 'bakeries' as const };
  const [one, other] = [0, 1];
  await buy(world, purchase);
  await begin(world, { by: one, clock: MIDNIGHT, signatures: ['all_time'] });
  await addUp(world, { by: one });
  await begin(world, { by: other, clock: MIDNIGHT, signatures: ['daily'] });
  await addUp(world, { by: other });
  await settle(world, { by: other, clock: MIDNIGHT });
  await buy(world, purchase);
  await begin(world, { by: other, clock: MIDNIGHT, signatures: ['all_time'] });
  await settle(world, { by: one, clock: MIDNIGHT });
  await expectHistory(world);
});

async function expectHistory({ program }: World): Promise<void> {
  expect(await wrongCounters(database.db, program.scope)).toEqual([]);
}

async function take(world: World, each: Step): Promise<void> {
  switch (each.kind) {
    case 'buy':
      return buy(world, each);
    case 'change':
      return change(world, each);
    case 'begin':
      return begin(world, each);
    case 'addUp':
      return addUp(world, each);
    case 'settle':
      return settle(world, each);
    case 'replace':
      await begin(world, each);
      await addUp(world, each);
      return settle(world, each);
    default:
      return unreachable(each);
  }
}

type Of<K extends Step['kind']> = Omit<Extract<Step, { kind: K }>, 'kind'>;

async function buy({ program, bought }: World, { clock: nowMs, amount, category }: Of<'buy'>) {
  const { scope, card, cardholder } = program;
  const spentAt = await dated(program, nowMs);
  await inWork(
    database.db,
    scope,
    async (work) => {
      await lockIssuingBalance(work);
      const id = await spend(work, { card, cardholder, category, amount });
      await adjustUsage(work, {
        cardId: card,
        cardholderId: cardholder,
        category,
        spentAt,
        amount,
      });
      bought.push({ id, category, spentAt });
    },
    spentAt,
  );
}

/** Never before a window that has begun, as purchases are dated. */
async function dated({ scope, card }: Program, nowMs: number): Promise<Date> {
  const [usage] = await findUsage(database.db, [{ scope, ownerId: card }]);
  return new Date(Math.max(nowMs, latestWindowStart(usage?.counters ?? {}) * 1000));
}

async function change({ program, bought }: World, { clock: nowMs, of, amount }: Of<'change'>) {
  const one = bought[of % bought.length];
  if (!one) return;
  const { scope, card, cardholder } = program;
  await inWork(
    database.db,
    scope,
    async (work) => {
      await lockIssuingBalance(work);
      await work.trx
        .updateTable('issuing_authorization')
        .set((eb) => ({ spent: eb('spent', '+', amount) }))
        .where('id', '=', one.id)
        .execute();
      await adjustUsage(work, { cardId: card, cardholderId: cardholder, ...one, amount });
    },
    new Date(nowMs),
  );
}

async function begin(
  { program, replacing }: World,
  { by, clock: nowMs, ...step }: Of<'begin' | 'replace'>,
) {
  const { scope, card } = program;
  const begun = await inWork(
    database.db,
    scope,
    (work) => beginCounting(work, card, step.signatures),
    new Date(nowMs),
  );
  replacing.set(by, { needed: step.signatures, begun, past: undefined });
}

async function addUp({ program, replacing }: World, { by: who }: Pick<Of<'addUp'>, 'by'>) {
  const { scope, card } = program;
  const one = replacing.get(who);
  if (!one) return;
  const past = await addUpPast(database.db, { scope, ownerId: card }, one.begun);
  replacing.set(who, { ...one, past });
}

async function settle(
  { program, replacing }: World,
  { by, clock: nowMs }: Of<'replace' | 'settle'>,
) {
  const { needed, past } = replacing.get(by) ?? {};
  if (!needed || !past) return;
  await inWork(
    database.db,
    program.scope,
    async (work) => {
      await lockIssuingBalance(work);
      await settleCounters(work, program.card, { needed, past });
    },
    new Date(nowMs),
  );
  replacing.delete(by);
  const [usage] = await findUsage(database.db, [{ scope: program.scope, ownerId: program.card }]);
  expect(Object.keys(usage?.counters ?? {}).toSorted()).toEqual(needed.toSorted());
}
