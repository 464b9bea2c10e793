/**
 * Records the histories that `replay.test.ts` replays, on a real Temporal server and with the plot's own
 * code, but with activities that only answer. Run it for a new scenario or after an intended change:
 *
 *   node --import tsx test/replay/record.ts
 *
 * It writes only files that are not there: a history that stands is what running workflows have behind
 * them, and stays until no run is that old.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection } from '@temporalio/worker';
import type { Activities } from '../../activities/index.ts';
import { makeId } from '../../domain/ids.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { obtainTemporal } from '../../local/temporal/obtain.ts';
import { startTemporal } from '../../local/temporal/server.ts';
import { Watchdog } from '../../local/watchdog/watchdog.ts';
import { createWorker } from '../../worker/worker.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  cardholderScreeningId,
  clearCardholderUpdate,
  rejectCardholderUpdate,
  screeningOf,
  screeningQuery,
} from '../../workflows/cardholder-screening/contract.ts';
import { replayKeys } from './replay-keys.ts';

const histories = new URL('./histories/', import.meta.url);

/** A day in the life of a screening: how it is asked for, and what happens to it until it ends. */
interface Scenario {
  readonly name: string;
  readonly verdicts: readonly ('match' | 'pass')[];
  readonly frozenAt?: number;
  readonly live: (workflow: Live) => Promise<unknown>;
}

interface Live {
  readonly handle: WorkflowHandle;
  readonly listed: () => Promise<void>;
  readonly ask: (request: number) => Promise<void>;
}

const DAY = 86_400;

const SCENARIOS: readonly Scenario[] = [
  { name: 'pass', verdicts: ['pass'], live: async () => {} },
  {
    name: 'match-cleared',
    verdicts: ['match'],
    live: async ({ handle, listed }) => {
      await listed();
      await handle.executeUpdate(clearCardholderUpdate);
    },
  },
  {
    name: 'match-rejected',
    verdicts: ['match'],
    live: async ({ handle, listed }) => {
      await listed();
      await handle.executeUpdate(rejectCardholderUpdate);
    },
  },
  {
    name: 'details-changed',
    verdicts: ['match', 'pass'],
    live: async ({ listed, ask }) => {
      await listed();
      await ask(2);
    },
  },
  {
    name: 'match-reminded-on-test-clock',
    verdicts: ['match'],
    frozenAt: 0,
    live: async ({ handle, listed }) => {
      await listed();
      for (const day of [1, 2])
        await handle.executeUpdate(advanceClockUpdate, { args: [{ now: day * DAY }] });
      await handle.executeUpdate(clearCardholderUpdate);
    },
  },
];

/** They only answer: what they would have done is no part of a history. */
function answering({ verdicts }: Scenario): Activities {
  return {
    screenCardholder: async ({ request }) => verdicts[request - 1] ?? 'pass',
    recordScreening: async ({ request, state, revision }) => ({ request, state, revision }),
    remindReviewer: async () => {},
  };
}

async function record(scenario: Scenario, temporal: Temporal): Promise<string> {
  const cardholderId = makeId('cardholder', 'recorded');
  const handle = temporal.client.workflow.getHandle(cardholderScreeningId(cardholderId));
  const ask = (request: number): Promise<void> => {
    const scope = { accountId: makeId('account', 'recorded'), livemode: false };
    const start = screeningOf({ scope, objectId: cardholderId, payload: { request } });
    const { frozenAt } = scenario;
    const input = { ...start.input, ...(frozenAt !== undefined && { frozenAt }) };
    return startOrTell(temporal, { ...start, input });
  };
  /** It has settled into its wait: a day's timer, or the test clock. */
  const listed = async (): Promise<void> => {
    while ((await handle.query(screeningQuery)).state !== 'listed');
    if (scenario.frozenAt === undefined) while (!(await hasTimer(handle)));
  };
  await ask(1);
  await scenario.live({ handle, listed, ask });
  await handle.result();
  return withoutMachine(historyToJSON(await handle.fetchHistory()));
}

const hasTimer = async (handle: WorkflowHandle): Promise<boolean> =>
  ((await handle.fetchHistory()).events ?? []).some((event) => event.timerStartedEventAttributes);

/** Which process on which machine did it is nobody's business. */
const withoutMachine = (history: string): string =>
  JSON.stringify(JSON.parse(history)).replaceAll(/\d+@[\w.-]+/g, 'recorder');

async function recordMissing(address: string): Promise<void> {
  const { code } = await bundleWorkflows();
  const connection = await NativeConnection.connect({ address });
  for (const scenario of SCENARIOS) {
    const file = new URL(`cardholder-screening-${scenario.name}.json`, histories);
    if (existsSync(file)) continue;
    const taskQueue = `record-${scenario.name}`;
    const temporal = openTemporal({
      address,
      namespace: 'default',
      keyring: replayKeys,
      taskQueue,
    });
    await prepareNamespace(temporal, () => {});
    const worker = await createWorker({
      connection,
      namespace: temporal.namespace,
      taskQueue,
      workflowBundle: { code },
      keyring: replayKeys,
      activities: answering(scenario),
      activitySlots: 1,
    });
    await writeFile(file, `${await worker.runUntil(record(scenario, temporal))}\n`);
    await temporal.close();
    say(`recorded ${scenario.name}`);
  }
  await connection.close();
}

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
const folder = await mkdtemp(path.join(tmpdir(), 'cardwright-record-'));
const watchdog = new Watchdog();
try {
  const binary = await obtainTemporal({ env: process.env, say });
  const server = { binary, dataDirectory: folder, watchdog, isInMemory: true };
  await recordMissing((await startTemporal(server)).address);
} finally {
  await watchdog.close();
  await rm(folder, { recursive: true, force: true });
}
