import type { WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import { type Activities, createActivities } from '../../activities/index.ts';
import type { Reminder } from '../../activities/remind.ts';
import { type TemporalLink, temporalLink } from '../../api/temporal.ts';
import { lockCardholder } from '../../db/cardholders/get.ts';
import { insertCardholder } from '../../db/cardholders/insert.ts';
import { updateCardholder } from '../../db/cardholders/update.ts';
import type { IssuingCardholderRow } from '../../db/database.ts';
import { toJson } from '../../db/json.ts';
import { enqueue } from '../../db/outbox/enqueue.ts';
import type { OutboxEntry, UnitOfWork } from '../../db/unit-of-work.ts';
import { type CardholderId, makeId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import { NO_SPENDING_CONTROLS } from '../../domain/spending-controls.ts';
import { systemClock } from '../../infra/clock.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { sandboxIdentity } from '../../providers/identity/sandbox.ts';
import { createWorker } from '../../worker/worker.ts';
import { cardholderScreeningId } from '../../workflows/cardholder-screening/contract.ts';
import { SANDBOX_CARD_MAKING } from '../support/card-making.ts';
import { NO_HOLDS } from '../support/holds.ts';
import { NO_DELIVERIES } from '../support/deliveries.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, nextUnique, openProgram, testKeys } from '../support/program.ts';
import { workflowBundlePath } from '../support/workflow-bundle.ts';
import { NO_SETTLEMENT } from '../support/settlement.ts';

// Temporal takes its logger once, before its first use. What a test breaks on purpose is no news.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});

/** The birth date that the sandbox has on its lists, and one that it has not. */
export const LISTED = '1900-01-01';
export const CLEAN = '1981-11-01';

/** A real worker on a real Temporal, over a database and a task queue of its own. */
export interface ScreeningLab {
  readonly database: TestDatabase;
  readonly temporal: Temporal;
  readonly link: TemporalLink;
  readonly scope: Scope;
  readonly reminders: readonly Reminder[];
  /** A new cardholder, and what the API would send for him once it has committed. */
  readonly create: (dateOfBirth: string) => Promise<OutboxEntry>;
  /** The same for new details of a cardholder who is there. */
  readonly change: (entry: OutboxEntry, dateOfBirth: string) => Promise<OutboxEntry>;
  readonly row: (entry: OutboxEntry) => Promise<IssuingCardholderRow>;
  /** The events told about a cardholder, oldest first. */
  readonly events: (entry: OutboxEntry) => Promise<readonly string[]>;
  /** The workflow of a cardholder. */
  readonly handle: (entry: OutboxEntry) => WorkflowHandle;
  readonly close: () => Promise<void>;
}

/** @param wrap puts faults between the worker and its activities. */
export async function openScreeningLab(
  wrap: (activities: Activities) => Activities = (activities) => activities,
): Promise<ScreeningLab> {
  const database = await openTestDatabase();
  const { db } = database;
  const { scope } = await openProgram(db, 0n);
  const reminders: Reminder[] = [];
  const activities = createActivities({
    db,
    keyring: testKeys,
    clock: systemClock,
    bank: sandboxBank,
    identity: sandboxIdentity,
    remind: (reminder) => void reminders.push(reminder),
    ...SANDBOX_CARD_MAKING,
    ...NO_SETTLEMENT,
    ...NO_HOLDS,
    ...NO_DELIVERIES,
  });
  const address = inject('temporalAddress');
  const temporal = openTemporal({
    address,
    namespace: 'default',
    keyring: testKeys,
    taskQueue: scope.accountId,
  });
  await prepareNamespace(temporal, (problem) => expect.unreachable(problem));
  const connection = await NativeConnection.connect({ address });
  const worker = await createWorker({
    connection,
    namespace: temporal.namespace,
    taskQueue: temporal.taskQueue,
    workflowBundle: { codePath: workflowBundlePath() },
    keyring: testKeys,
    activities: wrap(activities),
    activitySlots: 8,
  });
  const running = worker.run();
  const row: ScreeningLab['row'] = ({ objectId }) =>
    db
      .selectFrom('issuing_cardholder')
      .selectAll()
      .where('account_id', '=', scope.accountId)
      .where('id', '=', cardholderIdOf(objectId))
      .executeTakeFirstOrThrow();
  return {
    database,
    temporal,
    scope,
    reminders,
    row,
    link: temporalLink({ temporal, db, log: { warn: () => {} } }),
    create: (dateOfBirth) => inWork(db, scope, (work) => create(work, dateOfBirth)),
    change: ({ objectId }, dateOfBirth) =>
      inWork(db, scope, (work) => change(work, cardholderIdOf(objectId), dateOfBirth)),
    events: async ({ objectId }) => {
      const query = db.selectFrom('event').select('type').where('object_id', '=', objectId);
      return (await query.orderBy('id').execute()).map(({ type }) => type);
    },
    handle: ({ objectId }) =>
      temporal.client.workflow.getHandle(cardholderScreeningId(cardholderIdOf(objectId))),
    close: async () => {
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), temporal.close(), database.close()]);
    },
  };
}

async function create(work: UnitOfWork, dateOfBirth: string): Promise<OutboxEntry> {
  const { accountId, livemode } = work.scope;
  const { id } = await insertCardholder(work, {
    account_id: accountId,
    livemode,
    id: makeId('cardholder', nextUnique()),
    type: 'individual',
    status: 'active',
    name: 'Kirsten Traceless',
    email: 'kirsten.traceless@example.com',
    address_line1: '1 Hidden Way',
    address_city: 'San Francisco',
    address_state: 'CA',
    address_postal_code: '94103',
    address_country: 'US',
    first_name: 'Kirsten',
    last_name: 'Traceless',
    date_of_birth: dateOfBirth,
    terms_accepted_at: work.now,
    terms_accepted_ip: '127.0.0.1',
    spending_controls: toJson(NO_SPENDING_CONTROLS),
    metadata: '{}',
    screening: 'under_review',
    screening_request: 1,
    screening_revision: 0,
    created_at: work.now,
  });
  return requested(work, id, 1);
}

async function change(
  work: UnitOfWork,
  id: CardholderId,
  dateOfBirth: string,
): Promise<OutboxEntry> {
  const before = await lockCardholder(work.trx, work.scope, id);
  const request = before.screening_request + 1;
  await updateCardholder(work, id, {
    date_of_birth: dateOfBirth,
    screening: 'under_review',
    screening_request: request,
    screening_revision: 0,
  });
  return requested(work, id, request);
}

async function requested(
  work: UnitOfWork,
  objectId: string,
  request: number,
): Promise<OutboxEntry> {
  await enqueue(work, { kind: 'cardholder_screening', objectId, payload: { request } });
  const [entry] = work.enqueued;
  invariant(entry, 'nothing was put into the outbox');
  return entry;
}

function cardholderIdOf(objectId: string): CardholderId {
  const id = parseId('cardholder', objectId);
  invariant(id, 'not a cardholder');
  return id;
}

/** Lets pass while it is open; while it is closed it throws, as a provider that is down does. */
export function gate() {
  let isOpen = true;
  return {
    open: () => void (isOpen = true),
    close: () => void (isOpen = false),
    pass: async <T>(act: () => Promise<T>): Promise<T> => {
      if (!isOpen) throw new Error('the provider is down');
      return act();
    },
  };
}
