import { afterAll, beforeAll, expect, test } from 'vitest';
import { invariant } from '../../domain/invariant.ts';
import { resolveBreakUpdate } from '../../workflows/network-settlement/contract.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import {
  ADVISED,
  CONFIRMED,
  CUTOFF,
  type DayLab,
  openSettlementLab,
  type SettlementLab,
} from './settlement-lab.ts';

const ACTIVITIES = [
  'closeSettlementDay',
  'readSettlementAdvice',
  'matchSettlement',
  'submitSettlement',
  'confirmSettlement',
  'bookSettlement',
  'resolveSettlementBreak',
  'remindOfSettlement',
] as const;
type Name = (typeof ACTIVITIES)[number];
const MOMENTS = ['before', 'after'] as const;
type Moment = (typeof MOMENTS)[number];

/** Which activity breaks once, and whether before or after it has done its work. */
let fault: { readonly name: Name; readonly moment: Moment } | undefined;
let broken = 0;
let lab: SettlementLab;

function breakOnce(name: Name, moment: Moment): void {
  if (fault?.name !== name || fault.moment !== moment) return;
  fault = undefined;
  broken += 1;
  throw new Error(`breaks ${moment} its effect`);
}

const breakable =
  <I, R>(name: Name, act: (input: I) => Promise<R>) =>
  async (input: I): Promise<R> => {
    breakOnce(name, 'before');
    const result = await act(input);
    breakOnce(name, 'after');
    return result;
  };

beforeAll(async () => {
  lab = await openSettlementLab({
    wrap: (does) => ({
      ...does,
      closeSettlementDay: breakable('closeSettlementDay', does.closeSettlementDay),
      readSettlementAdvice: breakable('readSettlementAdvice', does.readSettlementAdvice),
      matchSettlement: breakable('matchSettlement', does.matchSettlement),
      submitSettlement: breakable('submitSettlement', does.submitSettlement),
      confirmSettlement: breakable('confirmSettlement', does.confirmSettlement),
      bookSettlement: breakable('bookSettlement', does.bookSettlement),
      resolveSettlementBreak: breakable('resolveSettlementBreak', does.resolveSettlementBreak),
      remindOfSettlement: breakable('remindOfSettlement', (input) =>
        does.remindOfSettlement(input),
      ),
    }),
  });
});
afterAll(() => lab.close());

/** A day with a break, to its end. */
async function live(day: DayLab): Promise<void> {
  await day.clear(10_00n, 20_00n, 6_666_01n, -5_00n);
  for (const at of [CUTOFF, ADVISED, CONFIRMED]) await day.goTo(at);
  const [open] = await day.breaks();
  invariant(open, 'a break is open');
  await lab.link.workflows.execute(
    { scope: day.scope, kind: 'network_settlement', objectId: day.dayId },
    resolveBreakUpdate,
    { breakId: open.id, resolution: 'carried_over' },
  );
  await day.handle().result();
}

async function endOf(day: DayLab) {
  const { db } = lab.database;
  const transfers = await db
    .selectFrom('ledger_transfer')
    .select(['amount', 'phase'])
    .where('account_id', '=', day.scope.accountId)
    .where('code', '=', 'network_settlement')
    .execute();
  const [{ status }, [settlement], breaks] = await Promise.all([
    day.row(),
    day.settlements(),
    day.breaks(),
  ]);
  return {
    status,
    transfers,
    settled: settlement && {
      net: settlement.net_amount,
      count: settlement.transaction_count,
      status: settlement.status,
    },
    breaks: breaks.map(({ kind, resolution }) => ({ kind, resolution })),
    events: await day.events(),
  };
}

/** Risk: a worker that dies in the middle of a day pays the network twice, or books what it has not paid. */
test.each(ACTIVITIES)(
  '%s may fail before or after its effect: the end is the same',
  async (name) => {
    for (const moment of MOMENTS) {
      const brokenBefore = broken;
      const day = await lab.open();
      fault = { name, moment };
      await live(day);
      expect(broken).toBe(brokenBefore + 1);
      expect(await endOf(day)).toEqual({
        status: 'complete',
        transfers: [{ amount: 25_00n, phase: 'posted' }],
        settled: { net: 25_00n, count: 3, status: 'complete' },
        breaks: [{ kind: 'missing_in_advice', resolution: 'carried_over' }],
        events: [
          'issuing_settlement.created',
          'issuing_settlement.updated',
          'issuing_settlement.updated',
        ],
      });
      await expectBooksInOrder(lab.database.db);
    }
  },
);
