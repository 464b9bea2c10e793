import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readAdvice } from '../../activities/settlement/advice.ts';
import { matchDay } from '../../activities/settlement/match.ts';
import { invariant } from '../../domain/invariant.ts';
import { runningDigest } from '../../infra/running-digest.ts';
import type { Advice, SettlementCycle } from '../../providers/settlement-network/port.ts';
import {
  readAdviceUpdate,
  resolveBreakUpdate,
} from '../../workflows/network-settlement/contract.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import {
  ADVISED,
  CONFIRMED,
  CUTOFF,
  type DayLab,
  openSettlementLab,
  type SettlementLab,
} from './settlement-lab.ts';

/** What the network sends in place of what it would, by the rows of that. `undefined`: nothing. */
type Sent = (rows: readonly string[]) => Advice | undefined;
let sent: Sent | undefined;
let lab: SettlementLab;

beforeAll(async () => {
  lab = await openSettlementLab({
    network: (real) => ({
      fetchAdvice: async (cycle: SettlementCycle, at: number) => {
        const advice = await real.fetchAdvice(cycle, at);
        return advice && sent ? sent(await rowsOf(advice)) : advice;
      },
    }),
  });
});
afterAll(() => lab.close());
beforeEach(() => {
  sent = undefined;
});

async function rowsOf({ rows }: Advice): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** A file as the network announces it: what comes may be something else. */
function fileOf(rows: readonly string[], came = rows): Advice {
  const digest = runningDigest();
  for (const row of rows) digest.add(row);
  return { digest: digest.end(), rows: stream(came) };
}
async function* stream(rows: readonly string[]): AsyncGenerator<string> {
  yield* rows;
}

const workflowOf = ({ scope, dayId }: DayLab) =>
  ({ scope, kind: 'network_settlement', objectId: dayId }) as const;
const readAgain = (day: DayLab) => lab.link.workflows.execute(workflowOf(day), readAdviceUpdate);

async function openAt(at: readonly number[], ...amounts: readonly bigint[]): Promise<DayLab> {
  const day = await lab.open();
  await day.clear(...amounts);
  for (const instant of at) await day.goTo(instant);
  return day;
}

test.each<{ readonly what: string; readonly send: Sent; readonly problem: string }>([
  {
    what: 'was changed on its way',
    send: (rows) =>
      fileOf(
        rows,
        rows.map((row) => row.replace('capture|1000', 'capture|1001')),
      ),
    problem: 'its digest differs',
  },
  {
    what: 'breaks off',
    send: (rows) => fileOf(rows.slice(0, -1)),
    problem: 'breaks off after 2 rows',
  },
  {
    what: 'is of another day',
    send: ([, ...rows]) => fileOf(['H|visa|2027-02-26', ...rows]),
    problem: 'is the head of visa 2027-02-26, another day',
  },
  {
    what: 'has lost a line',
    send: ([head, , ...rows]) => fileOf([head ?? '', ...rows]),
    problem: 'promises 1 lines, 0 came',
  },
  {
    what: 'cannot be read',
    send: ([head, ...rows]) => fileOf([head ?? '', 'D|?', ...rows]),
    problem: 'Row 2 is no row of an advice',
  },
])(
  'a file that $what halts the day and counts for nothing, until a better one comes',
  async (bad) => {
    sent = bad.send;
    const day = await openAt([CUTOFF, ADVISED], 10_00n);
    expect(await day.row()).toMatchObject({ status: 'halted' });
    expect((await day.row()).problem).toContain(bad.problem);
    expect(lab.reminders).toContain(day.dayId);
    sent = undefined;
    await readAgain(day);
    for (const at of [ADVISED, CONFIRMED]) await day.goTo(at);
    expect(await day.row()).toMatchObject({ status: 'complete', problem: null });
    expect(await day.breaks()).toEqual([]);
  },
);

test('an advice that is late is told, looked for each hour, and used when it comes', async () => {
  sent = () => undefined;
  const day = await openAt([CUTOFF, ADVISED], 10_00n);
  expect(lab.reminders).not.toContain(day.dayId);
  for (let hour = 2; hour <= 6; hour++) await day.goTo(CUTOFF + hour * 3_600);
  expect(lab.reminders).toContain(day.dayId);
  expect(await day.row()).toMatchObject({ status: 'awaiting_advice' });
  sent = undefined;
  await day.goTo(CUTOFF + 7 * 3_600);
  expect(await day.row()).toMatchObject({ status: 'awaiting_bank' });
});

/** Risk: a network that sends its file again, in another order or twice over, is paid again. */
test('sent again, shuffled or doubled, an advice changes nothing', async () => {
  const day = await openAt([CUTOFF, ADVISED, CONFIRMED], 10_00n, 20_00n, 6_666_01n);
  const state = async () => ({
    row: await day.row(),
    breaks: await day.breaks(),
    settlements: await day.settlements(),
  });
  const before = await state();
  const shapes: readonly Sent[] = [
    (rows) => fileOf(rows),
    ([head = '', ...rows]) => fileOf([head, ...rows.slice(0, -1).toReversed(), 'T|2']),
    ([head = '', ...rows]) => {
      const lines = rows.slice(0, -1);
      return fileOf([head, ...lines, ...lines, 'T|4']);
    },
  ];
  for (const shape of shapes) {
    sent = shape;
    expect(await readAgain(day)).toMatchObject({ status: 'in_review', openBreaks: 1 });
    expect(await state()).toEqual(before);
  }
  sent = undefined;
  await matchDay(lab.deps, { ...day.scope, dayId: day.dayId }, () => {});
  expect(await state()).toEqual(before);
  await expectBooksInOrder(lab.database.db);
});

/** Risk: a later file overwrites what an earlier one said, and nobody learns of it. */
test('a line that a later file has otherwise is a break, and what was settled stays', async () => {
  const day = await openAt([CUTOFF, ADVISED, CONFIRMED], 10_00n, 6_666_01n);
  const [settled] = await day.settlements();
  sent = (rows) => fileOf(rows.map((row) => row.replace('capture|1000', 'capture|1100')));
  expect(await readAgain(day)).toMatchObject({ openBreaks: 2 });
  sent = undefined;
  const [missing, changed] = await day.breaks();
  expect(changed).toMatchObject({
    kind: 'contradictory_lines',
    left_out: false,
    theirs: [
      { amount: '1000', currency: 'usd' },
      { amount: '1100', currency: 'usd' },
    ],
  });
  expect(await day.settlements()).toEqual([settled]);
  invariant(missing && changed, 'two breaks are open');
  const resolve = (breakId: typeof missing.id, resolution: 'carried_over' | 'dismissed') =>
    lab.link.workflows.execute(workflowOf(day), resolveBreakUpdate, { breakId, resolution });
  await expect(resolve(changed.id, 'carried_over')).rejects.toMatchObject({
    code: 'status_transition_invalid',
  });
  await resolve(changed.id, 'dismissed');
  await resolve(missing.id, 'carried_over');
  expect(await day.handle().result()).toMatchObject({ status: 'complete' });
  await expectBooksInOrder(lab.database.db);
});

test('a total that the bank moved wrong is a break, and is booked when the bank has put it right', async () => {
  const day = await openAt([CUTOFF, ADVISED, CONFIRMED], 6_666_09n);
  const [found] = await day.breaks();
  expect(found).toMatchObject({
    kind: 'bank_total_differs',
    reference: 'usd',
    ours: [{ amount: '666609', currency: 'usd' }],
    theirs: [{ amount: '666608', currency: 'usd' }],
  });
  expect(await day.settlements()).toMatchObject([{ status: 'pending', movement: null }]);
  invariant(found, 'a break is open');
  const command = { breakId: found.id, resolution: 'bank_corrected' } as const;
  await lab.link.workflows.execute(workflowOf(day), resolveBreakUpdate, command);
  expect(await day.handle().result()).toMatchObject({ status: 'complete' });
  expect(await day.settlements()).toMatchObject([{ status: 'complete', net_amount: 6_666_09n }]);
  await expectBooksInOrder(lab.database.db);
});

test('an open day takes no advice, and its breaks cannot be resolved', async () => {
  const day = await openAt([], 10_00n);
  await expect(readAgain(day)).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect(await readAdvice(lab.deps, { ...day.scope, dayId: day.dayId }, () => {})).toMatchObject({
    status: 'open',
  });
});

test('of a day with more refunds than captures the network pays', async () => {
  const day = await openAt([CUTOFF, ADVISED, CONFIRMED], 10_00n, -25_00n);
  expect(await day.settlements()).toMatchObject([{ net_amount: -15_00n, status: 'complete' }]);
  expect(await day.row()).toMatchObject({ status: 'complete' });
  await expectBooksInOrder(lab.database.db);
});

test('a day that comes to nothing is complete without the bank', async () => {
  const day = await openAt([CUTOFF, ADVISED], 10_00n, -10_00n);
  expect(await day.row()).toMatchObject({ status: 'complete' });
  expect(await day.settlements()).toMatchObject([
    { net_amount: 0n, transaction_count: 2, status: 'complete', movement: null },
  ]);
});
