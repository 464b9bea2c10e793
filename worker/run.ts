import { NativeConnection, type Worker } from '@temporalio/worker';
import { type Kysely, sql } from 'kysely';
import { createActivities } from '../activities/index.ts';
import type { Database } from '../db/database.ts';
import { pendingMigrations } from '../db/migrate/migrate.ts';
import { systemClock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { Logger } from '../infra/logging.ts';
import type { Temporal } from '../infra/temporal/client.ts';
import { prepareNamespace } from '../infra/temporal/prepare-namespace.ts';
import type { WorkerMetrics } from '../infra/worker-metrics.ts';
import { sandboxIdentity } from '../providers/identity/sandbox.ts';
import { retryStart } from './retry-start.ts';
import { startSweeps } from './sweeps.ts';
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
}

export interface RunningWorker {
  /** What is missing for work to be done; nothing when all is well. */
  readonly problems: () => Promise<readonly string[]>;
  /** Ends when `signal` has come and all that ran is done; fails when the worker broke. */
  readonly ended: Promise<void>;
}

/** Starts to work, as soon as Postgres and Temporal are there, until the signal. */
export async function runWorker(deps: WorkerDeps, signal: AbortSignal): Promise<RunningWorker> {
  const { db, temporal, log } = deps;
  const onFailure = (problem: string): void => log.warn({ problem }, 'not there yet');
  await retryStart({ what: 'Postgres', signal, onFailure }, () => requireMigrated(deps.url));
  const connection = await retryStart({ what: 'Temporal', signal, onFailure }, async () => {
    await prepareNamespace(temporal, (problem) => log.warn(problem));
    return NativeConnection.connect({ address: deps.temporalAddress });
  });
  const worker = await workerOf(deps, connection);
  const working = worker.run();
  const sweeps = startSweeps(deps, signal);
  const stop = (): void => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  signal.addEventListener('abort', () => void sweeps.finally(stop), { once: true });
  if (signal.aborted) stop();
  const end = async (): Promise<void> => {
    try {
      await working;
    } finally {
      await connection.close();
    }
  };
  return { problems: () => problemsOf(worker, db), ended: end() };
}

async function requireMigrated(url: string): Promise<void> {
  const [first, ...rest] = await pendingMigrations(url);
  if (first !== undefined)
    throw new Error(`${rest.length + 1} migrations are missing, from ${first} on`);
}

async function workerOf(deps: WorkerDeps, connection: NativeConnection): Promise<Worker> {
  const { temporal, keyring, log, metrics } = deps;
  const activities = createActivities({
    db: deps.db,
    keyring,
    clock: systemClock,
    identity: sandboxIdentity,
    remind: ({ cardholderId, reminder }) => {
      metrics.remindersSent.inc({ workflow: 'cardholderScreening' });
      log.warn({ cardholder: cardholderId, reminder }, 'a cardholder still waits for a reviewer');
    },
  });
  const { namespace, taskQueue } = temporal;
  return createWorker({
    connection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    keyring,
    activities,
    activitySlots: Math.max(1, deps.connectionsMax - 2),
  });
}

async function problemsOf(worker: Worker, db: Kysely<Database>): Promise<readonly string[]> {
  const postgres = await sql`select 1`.execute(db).then(
    () => [],
    () => ['postgres'],
  );
  return [...postgres, ...(worker.getState() === 'RUNNING' ? [] : ['temporal'])];
}
