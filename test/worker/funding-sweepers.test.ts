import { afterAll, beforeAll, expect, test } from 'vitest';
import { owned } from '../../db/database.ts';
import { insertRule } from '../../db/funding/rules.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import { newId } from '../../db/unit-of-work.ts';
import { captureWithoutHold, refundCapture } from '../../domain/ledger/templates.ts';
import { money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { systemClock } from '../../infra/clock.ts';
import { sweepLowBalances } from '../../worker/low-balance-sweeper.ts';
import { sweepNegativeBalances } from '../../worker/negative-balance-sweeper.ts';
import { bindClock } from '../support/bind-clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, testKeys } from '../support/program.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const deps = () => ({ db: database.db, keyring: testKeys, clock: systemClock });

/** What a merchant takes, or gives back, without having asked. */
const clear = (scope: Scope, minor: bigint, template: typeof captureWithoutHold): Promise<void> =>
  inWork(database.db, scope, async (work) => {
    const books = await lockLedgerAccounts(work, 'usd', ['issuing_balance', 'network_settlement']);
    const accounts = { funds: books.issuing_balance.id, settlement: books.network_settlement.id };
    const transfers = template(accounts, money(minor, 'usd'));
    await writeMovement(work.trx, scope, { id: work.unique(), at: work.now, transfers });
  });
const toldOf = async ({ accountId }: Scope, kind: 'low_balance' | 'negative_balance') => {
  const rows = database.db.selectFrom('outbox').select('id').where('account_id', '=', accountId);
  return rows.where('kind', '=', kind).execute();
};
const holesOf = ({ accountId }: Scope) =>
  database.db
    .selectFrom('negative_balance')
    .select(['status', 'amount', 'balance_type'])
    .where('account_id', '=', accountId)
    .execute();
const forget = ({ accountId }: Scope) =>
  database.db.deleteFrom('outbox').where('account_id', '=', accountId).execute();

test('sweeps at once open one negative balance, and tell it once', async () => {
  const { scope } = await openProgram(database.db, 10_00n);
  await clear(scope, 25_00n, captureWithoutHold);
  await Promise.all(Array.from({ length: 5 }, () => sweepNegativeBalances(deps())));
  expect(await holesOf(scope)).toEqual([
    { status: 'open', amount: 15_00n, balance_type: 'issuing' },
  ]);
  await forget(scope);
  await sweepNegativeBalances(deps());
  expect(await toldOf(scope, 'negative_balance'), 'it is still below zero').toEqual([]);
});

/** Risk: an hour without Temporal fills the outbox with a row for each sweep. */
test('that it is filled is told once, until somebody has taken it', async () => {
  const { scope } = await openProgram(database.db, 0n);
  await clear(scope, 5_00n, captureWithoutHold);
  await sweepNegativeBalances(deps());
  await forget(scope);
  await clear(scope, 5_00n, refundCapture);
  for (let sweep = 0; sweep < 3; sweep++) await sweepNegativeBalances(deps());
  expect(await toldOf(scope, 'negative_balance')).toHaveLength(1);
});

test('a balance that is low is told once, until somebody has taken it; one that is not, never', async () => {
  const { scope: low } = await openProgram(database.db, 10_00n);
  const { scope: high } = await openProgram(database.db, 10_01n);
  for (const scope of [low, high]) await watch(scope, 10_01n);
  for (let sweep = 0; sweep < 3; sweep++) await sweepLowBalances(deps());
  expect(await toldOf(low, 'low_balance')).toHaveLength(1);
  expect(await toldOf(high, 'low_balance')).toEqual([]);
});

test('an account on a test clock is left to its clock', async () => {
  const { scope } = await openProgram(database.db, 0n);
  await bindClock(database.db, scope, new Date('2027-02-01T00:00:00Z'));
  await watch(scope, 1_00n);
  await sweepLowBalances(deps());
  expect(await toldOf(scope, 'low_balance')).toEqual([]);
});

const watch = (scope: Scope, threshold: bigint) =>
  inWork(database.db, scope, (work) =>
    insertRule(work, {
      ...owned(scope),
      id: newId(work, 'fundingRule'),
      currency: 'usd',
      active: true,
      threshold_type: 'amount',
      threshold_value: threshold,
      topup_amount: null,
      topup_source: null,
      metadata: '{}',
      created_at: work.now,
    }),
  );
