import type { WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import { type Activities, createActivities } from '../../activities/index.ts';
import type { SettlementDeps } from '../../activities/settlement/deps.ts';
import { inUnitOfWork } from '../../activities/unit-of-work.ts';
import { type TemporalLink, temporalLink } from '../../api/temporal.ts';
import { entryOf } from '../../db/outbox/entry.ts';
import { clearingsOf } from '../../db/settlements/cleared.ts';
import { settlementsOfDay } from '../../db/settlements/settlements.ts';
import type {
  IssuingSettlementRow,
  SettlementBreakRow,
  SettlementDayRow,
} from '../../db/tables/settlement.ts';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import { settlementDayAt, settlementDayId } from '../../domain/settlement/day.ts';
import type { DayStatus } from '../../domain/settlement/standing.ts';
import { systemClock } from '../../infra/clock.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { sandboxIdentity } from '../../providers/identity/sandbox.ts';
import type { SettlementBank } from '../../providers/settlement-bank/port.ts';
import { sandboxSettlementBank } from '../../providers/settlement-bank/sandbox.ts';
import type { SettlementNetwork } from '../../providers/settlement-network/port.ts';
import { sandboxSettlementNetwork } from '../../providers/settlement-network/sandbox.ts';
import { createWorker } from '../../worker/worker.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import { networkSettlementId, standingQuery } from '../../workflows/network-settlement/contract.ts';
import { SANDBOX_CARD_MAKING } from '../support/card-making.ts';
import { bindClock, turnClock } from '../support/bind-clock.ts';
import { type Cleared, clearMany } from '../support/clearings.ts';
import { NO_DELIVERIES } from '../support/deliveries.ts';
import { NO_HOLDS } from '../support/holds.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { openProgram, type Program, testKeys } from '../support/program.ts';
import { workflowBundlePath } from '../support/workflow-bundle.ts';

// Temporal takes its logger once, before its first use. What a test breaks on purpose is no news.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});

/** A Monday morning; and the instants at which its day ends, is told and is paid. New York is in winter time. */
const MONDAY = unix('2027-03-01T09:00:00-05:00');
export const CUTOFF = unix('2027-03-01T17:00:00-05:00');
export const ADVISED = unix('2027-03-01T18:00:00-05:00');
export const CONFIRMED = unix('2027-03-02T15:00:00-05:00');

function unix(text: string): number {
  return Date.parse(text) / 1_000;
}

interface LabOptions {
  readonly network?: (real: SettlementNetwork) => SettlementNetwork;
  readonly bank?: (real: SettlementBank) => SettlementBank;
  /** Puts faults between the worker and its activities. */
  readonly wrap?: (activities: Activities) => Activities;
}

/** A real worker on a real Temporal, over a database and a task queue of its own. */
export interface SettlementLab {
  readonly database: TestDatabase;
  readonly temporal: Temporal;
  readonly link: TemporalLink;
  readonly deps: SettlementDeps;
  readonly reminders: readonly string[];
  /** An account of its own, on a test clock that shows Monday morning. */
  readonly open: () => Promise<DayLab>;
  /** Starts what activities have asked for, as the sweeper of the outbox does. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An account and its first settlement day, that of Monday. */
export interface DayLab extends Program {
  readonly dayId: string;
  /** Clears amounts at the time of the clock, and starts what they start. */
  readonly clear: (...amounts: readonly bigint[]) => Promise<readonly Cleared[]>;
  /** Moves the clock, and waits until the workflow of the day has done what it asks of it. */
  readonly goTo: (at: number, id?: string) => Promise<void>;
  readonly row: (id?: string) => Promise<SettlementDayRow>;
  readonly becomes: (status: DayStatus) => Promise<void>;
  readonly breaks: () => Promise<readonly SettlementBreakRow[]>;
  readonly settlements: (id?: string) => Promise<readonly IssuingSettlementRow[]>;
  readonly events: () => Promise<readonly string[]>;
  readonly handle: (id?: string) => WorkflowHandle;
}

export async function openSettlementLab({
  network = (real) => real,
  bank = (real) => real,
  wrap = (activities) => activities,
}: LabOptions = {}): Promise<SettlementLab> {
  const database = await openTestDatabase();
  const { db } = database;
  const reminders: string[] = [];
  const deps: SettlementDeps = {
    db,
    keyring: testKeys,
    clock: systemClock,
    remind: ({ objectId }) => void reminders.push(objectId),
    settlement: {
      network: network(sandboxSettlementNetwork((day) => clearingsOf(db, day))),
      bank: bank(sandboxSettlementBank),
    },
  };
  const activities = createActivities({
    ...deps,
    bank: sandboxBank,
    identity: sandboxIdentity,
    ...SANDBOX_CARD_MAKING,
    ...NO_HOLDS,
    ...NO_DELIVERIES,
  });
  const address = inject('temporalAddress');
  const taskQueue = `settlement-${(await openProgram(db, 0n)).scope.accountId}`;
  const temporal = openTemporal({ address, namespace: 'default', keyring: testKeys, taskQueue });
  await prepareNamespace(temporal, (problem) => expect.unreachable(problem));
  const connection = await NativeConnection.connect({ address });
  const worker = await createWorker({
    connection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle: { codePath: workflowBundlePath() },
    keyring: testKeys,
    activities: wrap(activities),
    activitySlots: 8,
  });
  const running = worker.run();
  const link = temporalLink({ temporal, db, log: { warn: () => {} } });
  return {
    database,
    temporal,
    link,
    deps,
    reminders,
    sweep: async () => {
      for (const row of await db.selectFrom('outbox').selectAll().execute())
        await link.send(entryOf(row));
    },
    open: () => openDay({ database, temporal, link, deps }),
    close: async () => {
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), temporal.close(), database.close()]);
    },
  };
}

type Parts = Pick<SettlementLab, 'database' | 'deps' | 'link' | 'temporal'>;

async function openDay({ database, temporal, link, deps }: Parts): Promise<DayLab> {
  const { db } = database;
  const program = await openProgram(db, 1_000_000_00n);
  const { scope } = program;
  await bindClock(db, scope, new Date(MONDAY * 1_000));
  const dayId = settlementDayId(settlementDayAt('visa', MONDAY), scope);
  const handle = (id = dayId): WorkflowHandle =>
    temporal.client.workflow.getHandle(networkSettlementId(id));
  const row = (id = dayId): Promise<SettlementDayRow> =>
    db.selectFrom('settlement_day').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    ...program,
    dayId,
    handle,
    row,
    clear: async (...amounts) => {
      const started: OutboxEntry[] = [];
      const cleared = await inUnitOfWork(deps, scope, async (work) => {
        const rows = await clearMany(work, program, amounts);
        started.push(...work.enqueued);
        return rows;
      });
      for (const entry of started) await link.send(entry);
      return cleared;
    },
    goTo: async (at, id) => {
      await turnClock(db, scope, new Date(at * 1_000));
      await handle(id).executeUpdate(advanceClockUpdate, { args: [{ now: at }] });
    },
    becomes: async (status) => {
      await expect.poll(() => handle().query(standingQuery), POLL).toMatchObject({ status });
    },
    breaks: () =>
      db
        .selectFrom('settlement_break')
        .selectAll()
        .where('account_id', '=', scope.accountId)
        .orderBy('id')
        .execute(),
    settlements: (id = dayId) => settlementsOfDay(db, id),
    events: async () => {
      const query = db
        .selectFrom('event')
        .select('type')
        .where('account_id', '=', scope.accountId)
        .where('type', 'like', 'issuing_settlement.%');
      return (await query.orderBy('id').execute()).map(({ type }) => type);
    },
  };
}

const POLL = { timeout: 20_000 };
