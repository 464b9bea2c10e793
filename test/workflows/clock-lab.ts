import { defineSearchAttributeKey } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type Stripe from 'stripe';
import { expect, inject } from 'vitest';
import type { Activities } from '../../activities/index.ts';
import { type TemporalLink, temporalLink } from '../../api/temporal.ts';
import type { Currency } from '../../domain/money.ts';
import { invariant } from '../../domain/invariant.ts';
import type { RetryPolicy } from '../../domain/webhook/retry.ts';
import { systemClock } from '../../infra/clock.ts';
import { createLogger } from '../../infra/logging.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { NEXT_DUE_ATTRIBUTE } from '../../infra/temporal/search-attributes.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { createWorkerMetrics } from '../../infra/worker-metrics.ts';
import { openHttpClient } from '../../providers/http/client.ts';
import { createDeliveryWorker } from '../../worker/delivery-worker.ts';
import { activitiesOf } from '../../worker/run.ts';
import { startSweeps } from '../../worker/sweeps.ts';
import { createWorker } from '../../worker/worker.ts';
import { openTestApi, type TestApi } from '../support/api.ts';
import { workflowBundlePath } from '../support/workflow-bundle.ts';

// Temporal takes its logger once, before its first use. What a test breaks on purpose is no news.
Runtime.install({
  logger: new DefaultLogger('ERROR', () => {}),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});

/** The API and a worker on a real Temporal, over a database and a task queue of their own. */
export interface ClockLab {
  readonly api: TestApi;
  /** The official SDK. */
  readonly stripe: Stripe;
  readonly temporal: Temporal;
  readonly create: (frozenTime: number) => Promise<Stripe.TestHelpers.TestClock>;
  /** Advances the clock and waits until it is not advancing any more. */
  readonly advance: (id: string, to: number) => Promise<Stripe.TestHelpers.TestClock>;
  /** The time of the account, in unix seconds, while it is on a clock. */
  readonly now: () => Promise<number | undefined>;
  /** The workflows that are bound to its clock. */
  readonly bound: () => Promise<readonly string[]>;
  /** What a workflow shows that it waits for, in unix seconds. */
  readonly nextDueOf: (workflowId: string) => Promise<number | undefined>;
  /** How many timers a workflow has set. */
  readonly timersOf: (workflowId: string) => Promise<number>;
  /** As a power failure takes the worker, but that what runs is waited for. */
  readonly stopWorker: () => Promise<void>;
  readonly startWorker: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface LabOptions {
  readonly retryPolicy?: RetryPolicy;
  /** The US and its currency, unless another is named. */
  readonly country?: string;
  readonly currency?: Currency;
  /** Puts faults between the worker and its activities. */
  readonly wrap?: (activities: Activities) => Activities;
}

export async function openClockLab(options: LabOptions = {}): Promise<ClockLab> {
  let link: TemporalLink | undefined;
  const linked = (): TemporalLink => {
    invariant(link, 'the lab is open');
    return link;
  };
  const { country = 'US', currency = 'usd' } = options;
  const api = await openTestApi({
    country,
    currency,
    deps: {
      clock: systemClock,
      send: (entry) => linked().send(entry),
      workflows: {
        execute: (workflow, update, ...args) =>
          linked().workflows.execute(workflow, update, ...args),
      },
    },
  });
  const { db, keyring } = api.deps;
  const temporal = openTemporal({
    address: inject('temporalAddress'),
    namespace: 'default',
    keyring,
    taskQueue: api.scope.accountId,
  });
  await prepareNamespace(temporal, (problem) => expect.unreachable(problem));
  link = temporalLink({ temporal, db, log: { warn: () => {} } });
  let running = await run(api, temporal, options);
  const stripe = await api.sdk({ maxNetworkRetries: 5 });
  const { testClocks } = stripe.testHelpers;
  const handle = (workflowId: string) => temporal.client.workflow.getHandle(workflowId);
  return {
    api,
    stripe,
    temporal,
    create: (frozenTime) => testClocks.create({ frozen_time: frozenTime }),
    advance: async (id, to) => {
      await testClocks.advance(id, { frozen_time: to });
      return untilReady(stripe, id);
    },
    now: async () => {
      const query = db.selectFrom('test_clock').select('frozen_time');
      const row = await query.where('deleted_at', 'is', null).executeTakeFirst();
      return row && row.frozen_time.getTime() / 1_000;
    },
    bound: async () =>
      (await db.selectFrom('clocked_workflow').select('object_id').execute()).map(
        ({ object_id }) => object_id,
      ),
    nextDueOf: async (workflowId) => {
      const { typedSearchAttributes } = await handle(workflowId).describe();
      const at = typedSearchAttributes.get(NEXT_DUE);
      return at && at.getTime() / 1_000;
    },
    timersOf: async (workflowId) => {
      const { events } = await handle(workflowId).fetchHistory();
      return (events ?? []).filter((event) => event.timerStartedEventAttributes).length;
    },
    stopWorker: () => running(),
    startWorker: async () => {
      running = await run(api, temporal, options);
    },
    close: async () => {
      await running();
      await temporal.close();
      expect(api.log.filter((line) => line.includes('a bug of ours'))).toEqual([]);
      await api.close();
    },
  };
}

const NEXT_DUE = defineSearchAttributeKey(NEXT_DUE_ATTRIBUTE, 'DATETIME');
/** How long an advance may take in a test. */
const ADVANCE_MS = 55_000;

export async function untilReady(
  stripe: Stripe,
  id: string,
): Promise<Stripe.TestHelpers.TestClock> {
  const { testClocks } = stripe.testHelpers;
  await expect
    .poll(async () => (await testClocks.retrieve(id)).status, { timeout: ADVANCE_MS, interval: 50 })
    .not.toBe('advancing');
  return testClocks.retrieve(id);
}

/** Runs the two workers of an installation and its sweeps; answers with what stops them. */
async function run(
  { deps: { db, keyring } }: TestApi,
  temporal: Temporal,
  { retryPolicy, wrap = (activities) => activities }: LabOptions,
): Promise<() => Promise<void>> {
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const http = openHttpClient();
  const stopping = new AbortController();
  const log = createLogger({ level: 'fatal', name: 'worker', destination: { write: () => {} } });
  const metrics = createWorkerMetrics();
  const policy = retryPolicy && { retryPolicy: () => retryPolicy };
  const activities = wrap(
    activitiesOf({ db, keyring, log, metrics, ...policy }, { http, stopping: stopping.signal }),
  );
  const { namespace, taskQueue } = temporal;
  const parts = { connection, namespace, taskQueue, keyring, activities };
  const workflowBundle = { codePath: workflowBundlePath() };
  const workers = [
    await createWorker({ ...parts, workflowBundle, activitySlots: 8 }),
    await createDeliveryWorker(parts),
  ];
  const runs = workers.map((worker) => worker.run());
  const sweeps = startSweeps({ db, temporal, keyring, log, metrics }, stopping.signal);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await sweeps;
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
    await connection.close();
    await http.close();
  };
  return () => (stopped ??= stop());
}
