import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import {
  ADVISED,
  CONFIRMED,
  CUTOFF,
  openSettlementLab,
  type SettlementLab,
} from './settlement-lab.ts';

let lab: SettlementLab;
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
