import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import { type Activities, createActivities } from '../../activities/index.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { sandboxIdentity } from '../../providers/identity/sandbox.ts';
import { createWorker } from '../../worker/worker.ts';
import { SANDBOX_CARD_MAKING } from '../support/card-making.ts';
import { NO_DELIVERIES } from '../support/deliveries.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { nextUnique, testKeys } from '../support/program.ts';
import { workflowBundlePath } from '../support/workflow-bundle.ts';
import { NO_SETTLEMENT } from '../support/settlement.ts';

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});

/** A real worker on a real Temporal, whose clock shows any time that a test wants. */
export interface HoldExpiryLab {
  readonly database: TestDatabase;
  readonly temporal: Temporal;
  readonly outcomes: readonly string[];
  readonly setTime: (at: string) => void;
  readonly close: () => Promise<void>;
}

/** @param wrap puts faults between the worker and its activities. */
export async function openHoldExpiryLab(
  wrap: (activities: Activities) => Activities = (activities) => activities,
): Promise<HoldExpiryLab> {
  const database = await openTestDatabase();
  const outcomes: string[] = [];
  let nowMs = Date.parse('2027-01-15T12:00:00Z');
  const activities = createActivities({
    ...SANDBOX_CARD_MAKING,
    ...NO_SETTLEMENT,
    ...NO_DELIVERIES,
    db: database.db,
    keyring: testKeys,
    clock: { nowMs: () => nowMs },
    bank: sandboxBank,
    identity: sandboxIdentity,
    remind: () => {},
    onLapse: (outcome) => void outcomes.push(outcome),
    onLapseFault: (_error, id) => void outcomes.push(id),
  });
  const address = inject('temporalAddress');
  const temporal = openTemporal({
    address,
    namespace: 'default',
    keyring: testKeys,
    taskQueue: `hold-expiry-${nextUnique()}`,
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
    activitySlots: 4,
  });
  const running = worker.run();
  return {
    database,
    temporal,
    outcomes,
    setTime: (at) => void (nowMs = Date.parse(at)),
    close: async () => {
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), temporal.close(), database.close()]);
    },
  };
}
