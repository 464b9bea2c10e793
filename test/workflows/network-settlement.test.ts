import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettlementBreakRow } from '../../db/tables/settlement.ts';
import { invariant } from '../../domain/invariant.ts';
import type { BreakResolution } from '../../domain/settlement/break.ts';
import { settlementDayAt, settlementDayId } from '../../domain/settlement/day.ts';
import { resolveBreakUpdate } from '../../workflows/network-settlement/contract.ts';
import type { Cleared } from '../support/clearings.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import {
  ADVISED,
  CONFIRMED,
  CUTOFF,
  type DayLab,
  openSettlementLab,
  type SettlementLab,
} from './settlement-lab.ts';

let lab: SettlementLab;
const DAY = 86_400;
const usd = (amount: bigint) => ({ amount: `${amount}`, currency: 'usd' });

const nameOf = (kind: string, { id, reference, amount }: Cleared) => ({
  kind,
  reference,
  transaction: id,
  ours: [usd(amount)],
});
const named = (breaks: readonly SettlementBreakRow[]) =>
  breaks
    .map(({ kind, reference, transaction_id: transaction, ours, theirs }) => ({
      kind,
      reference,
      transaction,
      ours,
      theirs,
    }))
    .toSorted((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
const KINDS = ['missing_in_advice', 'amount_differs', 'contradictory_lines', 'unknown_to_us'];

const resolve = (day: DayLab, { id }: SettlementBreakRow, resolution: BreakResolution) =>
  lab.link.workflows.execute(
    { scope: day.scope, kind: 'network_settlement', objectId: day.dayId },
    resolveBreakUpdate,
    { breakId: id, resolution },
  );

beforeAll(async () => {
  lab = await openSettlementLab();
});
afterAll(() => lab.close());

test('a day is netted, advised, paid and booked, each when its time has come', async () => {
  const day = await lab.open();
  await day.clear(10_00n, 25_50n, -3_00n);
  await day.goTo(CUTOFF - 1);
  expect(await day.row()).toMatchObject({ status: 'open' });
  await day.goTo(CUTOFF);
  expect(await day.row()).toMatchObject({ status: 'awaiting_advice' });
  expect(await day.settlements()).toMatchObject([
    { transaction_count: 3, net_amount: 32_50n, status: 'pending', currency: 'usd' },
  ]);
  await day.goTo(ADVISED);
  expect(await day.row()).toMatchObject({ status: 'awaiting_bank' });
  await day.goTo(CONFIRMED - 1);
  expect(await day.row()).toMatchObject({ status: 'awaiting_bank' });
  await day.goTo(CONFIRMED);
  expect(await day.row()).toMatchObject({ status: 'complete' });
  expect(await day.settlements()).toMatchObject([{ net_amount: 32_50n, status: 'complete' }]);
  expect(await day.events()).toEqual(['issuing_settlement.created', 'issuing_settlement.updated']);
  expect(await day.handle().result()).toMatchObject({ status: 'complete', openBreaks: 0 });
  await expectBooksInOrder(lab.database.db);
});

test('each of the network’s mistakes is one break, named exactly, and the rest is settled', async () => {
  const day = await lab.open();
  const [good, missing, altered, twice, contradictory, extra] = await day.clear(
    10_00n,
    6_666_01n,
    6_666_02n,
    6_666_03n,
    6_666_04n,
    6_666_05n,
  );
  invariant(good && missing && altered && twice && contradictory && extra, 'six have cleared');
  await day.goTo(CUTOFF);
  await day.goTo(ADVISED);
  await day.goTo(CONFIRMED);
  expect(await day.row()).toMatchObject({ status: 'in_review' });
  expect(named(await day.breaks())).toEqual([
    { ...nameOf('missing_in_advice', missing), theirs: [] },
    { ...nameOf('amount_differs', altered), theirs: [usd(6_666_03n)] },
    { ...nameOf('contradictory_lines', contradictory), theirs: [usd(6_666_04n), usd(6_666_05n)] },
    {
      kind: 'unknown_to_us',
      reference: `X${extra.reference}`,
      transaction: null,
      ours: [],
      theirs: [usd(6_666_05n)],
    },
  ]);
  expect(await day.settlements()).toMatchObject([
    { transaction_count: 3, net_amount: 10_00n + 6_666_03n + 6_666_05n, status: 'complete' },
  ]);
  await expectBooksInOrder(lab.database.db);
});

test('what is carried over settles on the next day, and the day ends with its last break', async () => {
  const day = await lab.open();
  await day.clear(10_00n, 6_666_01n, 6_666_05n);
  for (const at of [CUTOFF, ADVISED, CONFIRMED]) await day.goTo(at);
  const [missing, unknown] = await day.breaks();
  invariant(missing && unknown, 'two breaks are open');
  expect(await resolve(day, missing, 'carried_over')).toMatchObject({ openBreaks: 1 });
  expect(await day.row()).toMatchObject({ status: 'in_review' });
  await resolve(day, unknown, 'dismissed');
  expect(await day.handle().result()).toMatchObject({ status: 'complete', openBreaks: 0 });

  const next = settlementDayId(settlementDayAt('visa', CONFIRMED), day.scope);
  await lab.sweep();
  for (const at of [CUTOFF, ADVISED, CONFIRMED]) await day.goTo(at + DAY, next);
  expect(await day.settlements(next)).toMatchObject([
    { transaction_count: 1, net_amount: 6_666_01n, status: 'complete' },
  ]);
  expect(await day.row(next)).toMatchObject({ status: 'complete' });
  await expectBooksInOrder(lab.database.db);
});
