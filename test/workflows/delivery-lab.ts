import type { WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import { type Activities, createActivities } from '../../activities/index.ts';
import { temporalLink } from '../../api/temporal.ts';
import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { enqueue } from '../../db/outbox/enqueue.ts';
import { beginAnew, updateEndpoint } from '../../db/webhook-endpoints/update.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RetryPolicy } from '../../domain/webhook/retry.ts';
import { systemClock } from '../../infra/clock.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { openHttpClient } from '../../providers/http/client.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { sandboxIdentity } from '../../providers/identity/sandbox.ts';
import { createDeliveryWorker } from '../../worker/delivery-worker.ts';
import { sweepEndpoints } from '../../worker/endpoint-sweeper.ts';
import { createWorker } from '../../worker/worker.ts';
import { webhookEndpointId } from '../../workflows/webhook-endpoint/contract.ts';
import { SANDBOX_CARD_MAKING } from '../support/card-making.ts';
import { addEndpoint, deliveryDeps, NO_DELIVERIES } from '../support/deliveries.ts';
import { NO_HOLDS } from '../support/holds.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, testKeys } from '../support/program.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';
import { workflowBundlePath } from '../support/workflow-bundle.ts';
import { NO_SETTLEMENT } from '../support/settlement.ts';

// Temporal takes its logger once, before its first use. What a test breaks on purpose is no news.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});

/** A real pair of workers on a real Temporal, over a database and task queues of its own. */
export interface DeliveryLab {
  readonly database: TestDatabase;
  readonly temporal: Temporal;
  readonly receiver: Receiver;
  readonly scope: Scope;
  /** A new endpoint, whose workflow the API has started. */
  readonly create: () => Promise<WebhookEndpointRow>;
  /** As the API does it, which then tells the workflow. */
  readonly change: (
    endpoint: WebhookEndpointRow,
    to: 'deleted' | 'disabled' | 'enabled',
  ) => Promise<void>;
  /** One turn of the sweep that every worker makes. Answers with how many it woke. */
  readonly sweep: () => Promise<number>;
  readonly handle: (endpoint: WebhookEndpointRow) => WorkflowHandle;
  readonly close: () => Promise<void>;
}

interface LabOptions {
  readonly policy?: RetryPolicy;
  /** Puts faults between the worker and its activity. */
  readonly wrap?: (deliver: Activities['deliverEvents']) => Activities['deliverEvents'];
}

export async function openDeliveryLab({
  policy,
  wrap = (deliver) => deliver,
}: LabOptions = {}): Promise<DeliveryLab> {
  const [database, receiver] = await Promise.all([openTestDatabase(), openReceiver()]);
  const { db } = database;
  const { scope } = await openProgram(db, 0n);
  // As the worker has it: all of these endpoints lie at one host.
  const http = openHttpClient({ connections: 256 });
  const { deps } = deliveryDeps({ database, http, ...(policy && { policy }) });
  const real = createActivities({
    ...SANDBOX_CARD_MAKING,
    ...NO_DELIVERIES,
    ...NO_SETTLEMENT,
    ...NO_HOLDS,
    ...deps,
    clock: systemClock,
    bank: sandboxBank,
    identity: sandboxIdentity,
    remind: () => {},
  });
  const activities = { ...real, deliverEvents: wrap((input) => real.deliverEvents(input)) };
  const address = inject('temporalAddress');
  const taskQueue = scope.accountId;
  const temporal = openTemporal({ address, namespace: 'default', keyring: testKeys, taskQueue });
  await prepareNamespace(temporal, (problem) => expect.unreachable(problem));
  const connection = await NativeConnection.connect({ address });
  const { namespace } = temporal;
  const parts = { connection, namespace, taskQueue, keyring: testKeys, activities };
  const workflowBundle = { codePath: workflowBundlePath() };
  const workers = [
    await createWorker({ ...parts, workflowBundle, activitySlots: 8 }),
    await createDeliveryWorker(parts),
  ];
  const running = workers.map((worker) => worker.run());
  const link = temporalLink({ temporal, db, log: { warn: () => {} } });
  const told = async (act: Parameters<typeof inWork<void>>[2], objectId: string): Promise<void> => {
    const entry = await inWork(db, scope, async (work) => {
      await act(work);
      await enqueue(work, { kind: 'webhook_endpoint', objectId, payload: {} });
      return work.enqueued[0];
    });
    invariant(entry, 'nothing was put into the outbox');
    await link.send(entry);
  };
  let hooks = 0;
  return {
    database,
    temporal,
    receiver,
    scope,
    create: async () => {
      const url = `${receiver.origin}/hooks/${hooks++}`;
      const endpoint = await addEndpoint(database, scope, { url });
      await told(async () => {}, endpoint.id);
      return endpoint;
    },
    change: ({ id }, to) =>
      told(async (work) => {
        await updateEndpoint(work, id, {
          status: to === 'enabled' ? 'enabled' : 'disabled',
          ...(to === 'enabled' && beginAnew),
          ...(to === 'deleted' && { deleted_at: work.now }),
        });
      }, id),
    sweep: async () => {
      let woken = 0;
      await sweepEndpoints({
        db,
        temporal,
        log: { warn: () => {} },
        onWoken: () => void woken++,
      });
      return woken;
    },
    handle: ({ id }) => temporal.client.workflow.getHandle(webhookEndpointId(id)),
    close: async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
      await Promise.all([connection.close(), temporal.close(), receiver.close()]);
      await http.close();
      await database.close();
    },
  };
}
