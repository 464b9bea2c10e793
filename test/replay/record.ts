/**
 * Records the histories that `replay.test.ts` replays, on a real Temporal server and with the plots' own
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
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection } from '@temporalio/worker';
import type { Activities } from '../../activities/index.ts';
import { openTemporal, type Temporal } from '../../infra/temporal/client.ts';
import { prepareNamespace } from '../../infra/temporal/prepare-namespace.ts';
import { obtainTemporal } from '../../local/temporal/obtain.ts';
import { startTemporal } from '../../local/temporal/server.ts';
import { Watchdog } from '../../local/watchdog/watchdog.ts';
import { createDeliveryWorker } from '../../worker/delivery-worker.ts';
import { createWorker } from '../../worker/worker.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';
import { fulfillmentRecordings } from './card-fulfillment.ts';
import { activitiesInName } from '../support/activities-in-name.ts';
import { verificationRecordings } from './bank-account-verification.ts';
import { screeningRecordings } from './cardholder-screening.ts';
import { designRecordings } from './design-review.ts';
import { fundingRecordings } from './funding.ts';
import { holdExpiryRecordings } from './hold-expiry.ts';
import { settlementRecordings } from './network-settlement.ts';
import { payoutRecordings } from './payout.ts';
import type { Recording } from './recording.ts';
import { replayKeys } from './replay-keys.ts';
import { testClockRecordings } from './test-clock.ts';
import { topupRecordings } from './topup.ts';
import { endpointRecordings } from './webhook-endpoint.ts';

const histories = new URL('./histories/', import.meta.url);
const RECORDINGS: readonly Recording[] = [
  ...fulfillmentRecordings,
  ...screeningRecordings,
  ...designRecordings,
  ...fundingRecordings,
  ...holdExpiryRecordings,
  ...testClockRecordings,
  ...payoutRecordings,
  ...settlementRecordings,
  ...topupRecordings,
  ...verificationRecordings,
  ...endpointRecordings,
];

/** The activities of a recording in place of the real ones, which would need a database that is not here. */
const activitiesOf = ({ activities }: Recording): Activities => ({
  ...activitiesInName(),
  ...activities,
});

async function record({ live }: Recording, temporal: Temporal): Promise<string> {
  const handle = await live(temporal);
  return withoutMachine(historyToJSON(await handle.fetchHistory()));
}

/** Which process on which machine did it is nobody's business. */
const withoutMachine = (history: string): string =>
  JSON.stringify(JSON.parse(history)).replaceAll(/\d+@[\w.-]+/g, 'recorder');

async function recordMissing(address: string): Promise<void> {
  const { code } = await bundleWorkflows();
  const connection = await NativeConnection.connect({ address });
  for (const recording of RECORDINGS) {
    const file = new URL(`${recording.name}.json`, histories);
    if (existsSync(file)) continue;
    const taskQueue = `record-${recording.name}`;
    const temporal = openTemporal({
      address,
      namespace: 'default',
      keyring: replayKeys,
      taskQueue,
    });
    await prepareNamespace(temporal, () => {});
    const { namespace } = temporal;
    const activities = activitiesOf(recording);
    const parts = { connection, namespace, taskQueue, keyring: replayKeys, activities };
    const worker = await createWorker({ ...parts, workflowBundle: { code }, activitySlots: 1 });
    const deliverer = await createDeliveryWorker(parts);
    const recorded = worker.runUntil(record(recording, temporal));
    await writeFile(file, `${await deliverer.runUntil(recorded)}\n`);
    await temporal.close();
    say(`recorded ${recording.name}`);
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
