import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureAuthorization } from '../../authorizer/capture.ts';
import { getAuthorization } from '../../db/authorizations/get.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import type { AuthorizationId } from '../../domain/ids.ts';
import { keepHoldExpirySchedule } from '../../worker/hold-expiry-schedule.ts';
import type { HoldExpiryInput, HoldExpiryResult } from '../../workflows/hold-expiry/contract.ts';
import { MOMENTS, openFaults } from '../support/faults.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { inWork, nextUnique, openProgram, type Program } from '../support/program.ts';
import { buy, PLAIN_CAPTURE, purchaseOf } from '../support/purchase.ts';
import { type HoldExpiryLab, openHoldExpiryLab } from './hold-expiry-lab.ts';

const faults = openFaults();
let lab: HoldExpiryLab;
beforeAll(async () => {
  lab = await openHoldExpiryLab(faults.wrap);
});
afterAll(async () => {
  await expectBooksInOrder(lab.database.db);
  await lab.close();
});

const run = (input: HoldExpiryInput): Promise<HoldExpiryResult> => {
  const { client, taskQueue } = lab.temporal;
  const workflowId = `hold-expiry-${nextUnique()}`;
  return client.workflow.execute('holdExpiry', { workflowId, taskQueue, args: [input] });
};
const SMALL = { batchMax: 2, batchesMax: 10 };

const statusOf = async ({ scope }: Program, id: AuthorizationId) =>
  (await getAuthorization(lab.database.db, scope, id)).status;
const balanceOf = async ({ scope }: Program) =>
  (await issuingBalances(lab.database.db, scope)).get('usd');

/** Everything is bought on 2027-01-15 at noon. */
const hotel = (card: string) => ({
  merchantData: {
    ...purchaseOf(card, 0n).merchantData,
    category: 'hotels_motels_and_resorts',
  },
});

test('what is due lapses after seven days, a hotel after 31, and not a second before', async () => {
  const { db } = lab.database;
  const program = await openProgram(db, 10_000n);
  const coffee = await buy(db, program, { amount: 400n });
  const room = await buy(db, program, { amount: 5_000n, ...hotel(program.card) });

  lab.setTime('2027-01-22T11:59:59Z');
  expect(await run(SMALL)).toEqual({ lapsed: 0, failed: 0 });
  lab.setTime('2027-01-22T12:00:00Z');
  expect(await run(SMALL)).toEqual({ lapsed: 1, failed: 0 });
  expect([await statusOf(program, coffee), await statusOf(program, room)]).toEqual([
    'expired',
    'pending',
  ]);
  expect(await balanceOf(program)).toBe(5_000n);
  lab.setTime('2027-02-15T12:00:00Z');
  expect(await run(SMALL)).toEqual({ lapsed: 1, failed: 0 });
  expect(await statusOf(program, room)).toBe('expired');
  expect(await balanceOf(program)).toBe(10_000n);
});

test('a run takes batch after batch, of all tenants, and the next run finds nothing', async () => {
  const { db } = lab.database;
  const programs = [await openProgram(db, 1_000n), await openProgram(db, 1_000n)];
  for (const program of [...programs, ...programs, ...programs])
    await buy(db, program, { amount: 100n });
  lab.setTime('2027-02-01T00:00:00Z');
  expect(await run({ batchMax: 2, batchesMax: 2 })).toEqual({ lapsed: 4, failed: 0 });
  expect(await run(SMALL)).toEqual({ lapsed: 2, failed: 0 });
  expect(await run(SMALL)).toEqual({ lapsed: 0, failed: 0 });
  for (const program of programs) expect(await balanceOf(program)).toBe(1_000n);
});

test.each(MOMENTS)(
  'lapseDueHolds may fail %s its effect: each hold lapses once',
  async (moment) => {
    const { db } = lab.database;
    const program = await openProgram(db, 1_000n);
    for (const amount of [100n, 200n, 300n]) await buy(db, program, { amount });
    lab.setTime('2027-02-01T00:00:00Z');
    faults.breakOnce('lapseDueHolds', moment);
    const brokenBefore = faults.brokenCount();
    await run(SMALL);
    expect(faults.brokenCount()).toBe(brokenBefore + 1);
    expect(await balanceOf(program)).toBe(1_000n);
    const told = await db
      .selectFrom('event')
      .select('object_id')
      .where('account_id', '=', program.scope.accountId)
      .where('type', '=', 'issuing_authorization.updated')
      .execute();
    expect(new Set(told.map(({ object_id }) => object_id)).size).toBe(3);
    expect(told).toHaveLength(3);
  },
);

/** Risk: one broken row, found first each minute, behind which no hold is ever released. */
test('what cannot lapse holds up nothing else', async () => {
  const { db, owner } = lab.database;
  const program = await openProgram(db, 1_000n);
  const broken = await buy(db, program, { amount: 100n });
  const sound = await buy(db, program, { amount: 100n });
  const set = (merchant_currency: string) =>
    owner
      .updateTable('issuing_authorization')
      // The column is written once by the product: only whoever owns the database can break it.
      .set({ merchant_currency } as object)
      .where('id', '=', broken)
      .execute();
  await set('xxx');
  lab.setTime('2027-02-01T00:00:00Z');
  const before = lab.outcomes.length;
  expect(await run({ batchMax: 1, batchesMax: 10 })).toEqual({ lapsed: 1, failed: 1 });
  expect(lab.outcomes.slice(before)).toEqual(['failed', broken, 'lapsed']);
  expect(await statusOf(program, sound)).toBe('expired');
  await set('usd');
  expect(await run(SMALL)).toEqual({ lapsed: 1, failed: 0 });
});

test('what was captured, or is asked of an endpoint, does not lapse', async () => {
  const { db, owner } = lab.database;
  const program = await openProgram(db, 1_000n);
  const taken = await buy(db, program, { amount: 100n });
  await inWork(db, program.scope, (work) =>
    captureAuthorization(work, {
      authorization: taken,
      amount: undefined,
      close: true,
      ...PLAIN_CAPTURE,
    }),
  );
  const asked = await buy(db, program, { amount: 100n });
  const ask = (pending_request: string | null, decide_by: Date | null) =>
    owner
      .updateTable('issuing_authorization')
      .set({ pending_request, decide_by })
      .where('id', '=', asked)
      .execute();
  await ask(JSON.stringify({ amount: '0', merchant_amount: '0' }), new Date(0));
  lab.setTime('2027-02-01T00:00:00Z');
  expect(await run(SMALL)).toEqual({ lapsed: 0, failed: 0 });
  expect(await statusOf(program, taken)).toBe('closed');
  await ask(null, null);
  expect(await run(SMALL)).toEqual({ lapsed: 1, failed: 0 });
});

test('a step on an approval whose time has passed finds it lapsed, also before the sweep', async () => {
  const { db } = lab.database;
  const program = await openProgram(db, 1_000n);
  const id = await buy(db, program, { amount: 100n });
  const { transactions, balanceTransactions } = await inWork(
    db,
    program.scope,
    (work) =>
      captureAuthorization(work, {
        authorization: id,
        amount: undefined,
        close: false,
        ...PLAIN_CAPTURE,
      }),
    new Date('2027-01-22T12:00:00Z'),
  );
  expect(transactions).toMatchObject([{ amount: -100n }]);
  expect(balanceTransactions.map(({ amount }) => amount)).toEqual([-100n, 100n, -100n]);
  // A late capture holds nothing again, although the merchant said that more would come.
  expect(await statusOf(program, id)).toBe('closed');
});

test('workers that start at once keep one schedule, each minute, and a pause stays a pause', async () => {
  const { client } = lab.temporal;
  const id = `hold-expiry-${nextUnique()}`;
  const keep = () => keepHoldExpirySchedule(lab.temporal, id);
  await Promise.all([keep(), keep(), keep()]);
  const schedule = client.schedule.getHandle(id);
  await schedule.pause('looking into it');
  // Temporal takes a change in at its own pace: an update reads what it has taken in.
  await expect.poll(async () => (await schedule.describe()).state.paused).toBe(true);
  await keep();
  const { spec, state, action, policies } = await schedule.describe();
  expect(spec.intervals).toMatchObject([{ every: 60_000 }]);
  expect(state).toMatchObject({ paused: true, note: 'looking into it' });
  expect(policies.overlap).toBe('SKIP');
  expect(action).toMatchObject({ workflowType: 'holdExpiry', workflowId: id });

  await schedule.unpause();
  await schedule.trigger();
  const started = async () => {
    const { info } = await schedule.describe();
    const [first] = info.recentActions;
    return first?.action.type === 'startWorkflow' ? first.action.workflow.workflowId : undefined;
  };
  await expect.poll(started).toContain(id);
  const begun = client.workflow.getHandle((await started()) ?? '');
  expect(await begun.result()).toEqual({ lapsed: expect.any(Number), failed: 0 });
  await schedule.delete();
});

test('a schedule that is not as it should be is brought up to date', async () => {
  const id = `hold-expiry-${nextUnique()}`;
  const keep = () => keepHoldExpirySchedule(lab.temporal, id);
  await keep();
  const schedule = lab.temporal.client.schedule.getHandle(id);
  const everyMs = async () => (await schedule.describe()).spec.intervals?.map(({ every }) => every);
  await schedule.update((was) => ({ ...was, spec: { intervals: [{ every: '2 minutes' }] } }));
  await expect.poll(everyMs).toEqual([120_000]);

  await keep();
  await expect.poll(everyMs).toEqual([60_000]);
  await schedule.delete();
});
