import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { dataConverter } from '../infra/temporal/data-converter.ts';
import { appErrorInterceptor } from './app-error-interceptor.ts';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly workflowBundle: WorkflowBundleOption;
  readonly keyring: Pick<Keyring, 'payloads'>;
  readonly activities: Activities;
  /** At most as many activities at once as there are database connections for them: more would wait there. */
  readonly activitySlots: number;
}

/** Keeps a cached workflow's memory bounded; one that is not cached is replayed when it goes on. */
const CACHED_WORKFLOWS_MAX = 200;

export const createWorker = ({ keyring, activitySlots, ...parts }: WorkerParts): Promise<Worker> =>
  Worker.create({
    ...parts,
    dataConverter: dataConverter(keyring),
    interceptors: { activity: [() => ({ inbound: appErrorInterceptor })] },
    maxConcurrentActivityTaskExecutions: activitySlots,
    maxCachedWorkflows: CACHED_WORKFLOWS_MAX,
    // Who stops waits this long for activities that run, tells them, and then goes without them.
    shutdownGraceTime: '10 seconds',
    shutdownForceTime: '20 seconds',
  });
