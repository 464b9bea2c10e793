import { NativeConnection, type Worker } from '@temporalio/worker';
import { type Kysely, sql } from 'kysely';
import { type Activities, createActivities } from '../activities/index.ts';
import type { Database } from '../db/database.ts';
import { clearingsOf } from '../db/settlements/cleared.ts';
import { pendingMigrations } from '../db/migrate/migrate.ts';
import { retryPolicy, type RetryPolicy } from '../domain/webhook/retry.ts';
import { systemClock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { Logger } from '../infra/logging.ts';
import { randomFraction } from '../infra/random.ts';
import type { Temporal } from '../infra/temporal/client.ts';
import { prepareNamespace } from '../infra/temporal/prepare-namespace.ts';
import type { WorkerMetrics } from '../infra/worker-metrics.ts';
import { sandboxAddressValidation } from '../providers/address-validation/sandbox.ts';
import { sandboxCardBureau } from '../providers/card-bureau/sandbox.ts';
import { type HttpClient, openHttpClient } from '../providers/http/client.ts';
import { sandboxBank } from '../providers/bank/sandbox.ts';
import { sandboxIdentity } from '../providers/identity/sandbox.ts';
import { sandboxSettlementBank } from '../providers/settlement-bank/sandbox.ts';
import { sandboxSettlementNetwork } from '../providers/settlement-network/sandbox.ts';
import { keepHoldExpirySchedule } from './hold-expiry-schedule.ts';
import { retryStart } from './retry-start.ts';
import { startSweeps } from './sweeps.ts';
import { createDeliveryWorker } from './delivery-worker.ts';
import { createWorker } from './worker.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerDeps {
  readonly db: Kysely<Database>;
  readonly url: string;
  /** Of `db`. Two of them are left for the sweeps. */
  readonly connectionsMax: number;
  readonly temporal: Temporal;
  readonly temporalAddress: string;
  readonly keyring: Keyring;
  readonly log: Logger;
  readonly metrics: WorkerMetrics;
  /** How failed deliveries are repeated, where it is not as `domain/webhook` says. */
  readonly retryPolicy?: (mode: { readonly livemode: boolean }) => RetryPolicy;
}

export interface RunningWorker {
  /** What is missing for work to be done; nothing when all is well. */
  readonly problems: () => Promise<readonly string[]>;
  /** Ends when `signal` has come and all that ran is done; fails when the worker broke. */
  readonly ended: Promise<void>;
}

/** To one host: all endpoints of an account may lie there, with sixteen requests each. */
const DELIVERY_CONNECTIONS_MAX = 256;

/** Starts to work, as soon as Postgres and Temporal are there, until the signal. */
export async function runWorker(deps: WorkerDeps, signal: AbortSignal): Promise<RunningWorker> {
  const { db, temporal, log } = deps;
  const onFailure = (problem: string): void => log.warn({ problem }, 'not there yet');
  await retryStart({ what: 'Postgres', signal, onFailure }, () => requireMigrated(deps.url));
  const connection = await retryStart({ what: 'Temporal', signal, onFailure }, async () => {
    await prepareNamespace(temporal, (problem) => log.warn(problem));
    await keepHoldExpirySchedule(temporal);
    return NativeConnection.connect({ address: deps.temporalAddress });
  });
  const http = openHttpClient({ connections: DELIVERY_CONNECTIONS_MAX });
  const workers = await workersOf(deps, { connection, http, stopping: signal });
  const runs = workers.map((worker) => worker.run());
  const sweeps = startSweeps(deps, signal);
  const stop = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  signal.addEventListener('abort', () => void sweeps.finally(stop), { once: true });
  if (signal.aborted) stop();
  const end = async (): Promise<void> => {
    try {
      await Promise.all(runs);
    } finally {
      // When one of them broke, the other has to go too: whoever watches the process starts it again.
      stop();
      await Promise.allSettled(runs);
      await http.close();
      await connection.close();
    }
  };
  return { problems: () => problemsOf(workers, db), ended: end() };
}

async function requireMigrated(url: string): Promise<void> {
  const [first, ...rest] = await pendingMigrations(url);
  if (first !== undefined)
    throw new Error(`${rest.length + 1} migrations are missing, from ${first} on`);
}

interface Outside {
  readonly connection: NativeConnection;
  readonly http: HttpClient;
  readonly stopping: AbortSignal;
}

async function workersOf(deps: WorkerDeps, outside: Outside): Promise<readonly Worker[]> {
  const { temporal, keyring } = deps;
  const { connection } = outside;
  const { namespace, taskQueue } = temporal;
  const activities = activitiesOf(deps, outside);
  const parts = { connection, namespace, taskQueue, keyring, activities };
  const worker = await createWorker({
    ...parts,
    workflowBundle: await workflowBundle(),
    activitySlots: Math.max(1, deps.connectionsMax - 2),
  });
  return [worker, await createDeliveryWorker(parts)];
}

/** What the worker does, with the real things of an installation that runs by itself. */
export function activitiesOf(
  deps: Pick<WorkerDeps, 'db' | 'keyring' | 'log' | 'metrics' | 'retryPolicy'>,
  { http, stopping }: Pick<Outside, 'http' | 'stopping'>,
): Activities {
  const { keyring, log, metrics } = deps;
  return createActivities({
    db: deps.db,
    keyring,
    clock: systemClock,
    addressValidation: sandboxAddressValidation,
    cardBureau: sandboxCardBureau,
    bank: sandboxBank,
    identity: sandboxIdentity,
    remind: ({ workflow, objectId, reminder }) => {
      metrics.remindersSent.inc({ workflow });
      log.warn({ workflow, object: objectId, reminder }, 'something still waits for a person');
    },
    settlement: {
      network: sandboxSettlementNetwork((day) => clearingsOf(deps.db, day)),
      bank: sandboxSettlementBank,
    },
    onLapse: (outcome) => metrics.holdsLapsed.inc({ outcome }),
    onLapseFault: (err, authorization) =>
      log.error({ err, authorization }, 'a hold could not be released'),
    http,
    stopping,
    retryPolicy: deps.retryPolicy ?? retryPolicy,
    random: randomFraction,
    onAttempt: ({ isDelivered, delaySeconds }) => {
      metrics.deliveryAttempts.inc({ outcome: isDelivered ? 'succeeded' : 'failed' });
      if (delaySeconds !== undefined) metrics.deliveryDelaySeconds.observe(delaySeconds);
    },
    onFault: (err, delivery) => log.error({ err, delivery }, 'a delivery could not be made'),
  });
}

async function problemsOf(
  workers: readonly Worker[],
  db: Kysely<Database>,
): Promise<readonly string[]> {
  const postgres = await sql`select 1`.execute(db).then(
    () => [],
    () => ['postgres'],
  );
  return [
    ...postgres,
    ...(workers.every((worker) => worker.getState() === 'RUNNING') ? [] : ['temporal']),
  ];
}
