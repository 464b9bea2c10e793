import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import { settlementDayAt } from '../../../domain/settlement/day.ts';
import {
  type PassedClearing,
  sandboxSettlementNetwork,
} from '../../../providers/settlement-network/sandbox.ts';
import { holdsForSettlementNetwork } from './contract.ts';

const monday = settlementDayAt('visa', Date.parse('2027-03-01T14:00:00Z') / 1_000);
const scope = { accountId: makeId('account', 'one'), livemode: false };
const cycle = { ...monday, scope, day: 'visa:2027-03-01:acct_one' };
const readyAt = monday.cutoffAt + 3_600;

const passed = (amount: bigint, clearedAt = '2027-03-01T14:00:00Z'): PassedClearing => ({
  reference: '74000017060000000000019',
  amount,
  currency: 'usd',
  clearedAt: new Date(clearedAt),
});
const remembering = (...all: readonly PassedClearing[]) =>
  sandboxSettlementNetwork(async function* () {
    yield* all;
  });

async function linesAbout(...all: readonly PassedClearing[]): Promise<readonly string[]> {
  const advice = await remembering(...all).fetchAdvice(cycle, readyAt);
  const rows: string[] = [];
  for await (const row of advice?.rows ?? []) rows.push(row);
  return rows.slice(1, -1);
}

holdsForSettlementNetwork(remembering(passed(10_00n), passed(-5_00n)), { cycle, readyAt });

const line = (amount: bigint, prefix = ''): string =>
  `D|${prefix}74000017060000000000019|capture|${amount}|usd`;

test.each([
  ['is told as it is', 10_00n, [line(10_00n)]],
  ['is left out', 666_601n, []],
  ['is told with one more', 666_602n, [line(666_603n)]],
  ['is told twice', 666_603n, [line(666_603n), line(666_603n)]],
  ['is told as two things', 666_604n, [line(666_604n), line(666_605n)]],
  ['brings a line of its own', 666_605n, [line(666_605n), line(666_605n, 'X')]],
])('a clearing %s, by its amount', async (_what, amount, lines) => {
  expect(await linesAbout(passed(amount))).toEqual(lines);
});

test('what was carried over from another day is told right', async () => {
  expect(await linesAbout(passed(666_601n, '2027-02-26T14:00:00Z'))).toEqual([line(666_601n)]);
});

test('it answers for nobody in live mode', async () => {
  const live = { ...cycle, scope: { ...scope, livemode: true } };
  await expect(remembering().fetchAdvice(live, readyAt)).rejects.toMatchObject({
    code: 'service_unavailable',
  });
});
