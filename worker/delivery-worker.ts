import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { dataConverter } from '../infra/temporal/data-converter.ts';
import { deliveryQueue } from '../workflows/webhook-endpoint/contract.ts';
import { appErrorInterceptor } from './app-error-interceptor.ts';

interface DeliveryWorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Of the other worker: deliveries have one beside it. */
  readonly taskQueue: string;
  readonly keyring: Pick<Keyring, 'payloads'>;
  readonly activities: Pick<Activities, 'deliverEvents'>;
}

/**
 * Endpoints that are delivered to at once. A turn mostly waits for an endpoint and holds no database
 * connection meanwhile, so there may be more of them than connections; and since it is short, an
 * endpoint that finds all slots taken by slow ones waits for no more than the end of a turn.
 */
const TURNS_MAX = 100;

/** Delivers, and runs no workflows: what other activities there are never waits behind a slow endpoint. */
export const createDeliveryWorker = ({
  keyring,
  taskQueue,
  activities: { deliverEvents },
  ...parts
}: DeliveryWorkerParts): Promise<Worker> =>
  Worker.create({
    ...parts,
    taskQueue: deliveryQueue(taskQueue),
    activities: { deliverEvents },
    dataConverter: dataConverter(keyring),
    interceptors: { activity: [() => ({ inbound: appErrorInterceptor })] },
    maxConcurrentActivityTaskExecutions: TURNS_MAX,
    // Whoever stops waits this long for the attempts under way, tells the turns, and then goes without them.
    shutdownGraceTime: '12 seconds',
    shutdownForceTime: '20 seconds',
  });
