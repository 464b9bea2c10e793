import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAdvice } from '../../../activities/settlement/advice.ts';
import { bookDay } from '../../../activities/settlement/book.ts';
import { closeDay } from '../../../activities/settlement/close.ts';
import type { SettlementDeps } from '../../../activities/settlement/deps.ts';
import { matchDay } from '../../../activities/settlement/match.ts';
import { confirmPayments, submitPayments } from '../../../activities/settlement/pay.ts';
import { inUnitOfWork } from '../../../activities/unit-of-work.ts';
import { clearingsOf } from '../../../db/settlements/cleared.ts';
import { settlementsOfDay } from '../../../db/settlements/settlements.ts';
import { settlementDayAt, settlementDayId } from '../../../domain/settlement/day.ts';
import { sandboxSettlementBank } from '../../../providers/settlement-bank/sandbox.ts';
import { sandboxSettlementNetwork } from '../../../providers/settlement-network/sandbox.ts';
import { bindClock, turnClock } from '../../support/bind-clock.ts';
import { clearMany } from '../../support/clearings.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { openProgram, testKeys } from '../../support/program.ts';

const beat = (): void => {};
let database: TestDatabase;
let deps: SettlementDeps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = {
    db: database.db,
    keyring: testKeys,
    clock: { nowMs: () => 0 },
    remind: () => {},
    settlement: {
      network: sandboxSettlementNetwork((day) => clearingsOf(database.db, day)),
      bank: sandboxSettlementBank,
    },
  };
});
afterAll(() => database.close());

/** Risk: a day and the purchases beside it wait for each other, or a day is booked twice by two workers. */
test('while a day is booked, by two workers at once, others clear, and it is booked once', async () => {
  const program = await openProgram(database.db, 1_000_00n);
  const { scope } = program;
  const monday = new Date('2027-03-01T14:00:00Z');
  await bindClock(database.db, scope, monday);
  const clear = (...amounts: readonly bigint[]) =>
    inUnitOfWork(deps, scope, (work) => clearMany(work, program, amounts));
  await clear(10_00n, 20_00n);
  const dayId = settlementDayId(settlementDayAt('visa', monday.getTime() / 1_000), scope);
  const day = { ...scope, dayId };
  await turnClock(database.db, scope, new Date('2027-03-02T00:00:00Z'));
  await closeDay(deps, day, beat);
  await readAdvice(deps, day, beat);
  await matchDay(deps, day, beat);
  await submitPayments(deps, day);
  await turnClock(database.db, scope, new Date('2027-03-03T00:00:00Z'));
  await confirmPayments(deps, day);
  await Promise.all([
    ...[1, 2].map(() => bookDay(deps, day, beat)),
    ...Array.from({ length: 10 }, () => clear(1_00n)),
  ]);
  expect(await settlementsOfDay(database.db, dayId)).toMatchObject([
    { status: 'complete', net_amount: 30_00n },
  ]);
  const paid = await database.db
    .selectFrom('ledger_transfer')
    .select('amount')
    .where('account_id', '=', scope.accountId)
    .where('code', '=', 'network_settlement')
    .execute();
  expect(paid).toEqual([{ amount: 30_00n }]);
  await expectBooksInOrder(database.db);
});
