import type { WorkflowHandle } from '@temporalio/client';
import type { Delivered } from '../../activities/webhook-endpoint.ts';
import { makeId } from '../../domain/ids.ts';
import { systemClock } from '../../infra/clock.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  endpointWorkflowOf,
  webhookEndpointId,
  workArrivedSignal,
} from '../../workflows/webhook-endpoint/contract.ts';
import type { Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  /** What the turns answer, one after the other; after the last one the endpoint is gone. */
  readonly turns: () => readonly Delivered[];
  readonly frozenAt?: number;
  readonly live: (handle: WorkflowHandle) => Promise<void>;
}

const MINUTE = 60;
const woken = (handle: WorkflowHandle): Promise<void> => handle.signal(workArrivedSignal);
/** Waits until so many turns have come to their end. */
async function turned(handle: WorkflowHandle, count: number): Promise<void> {
  const ended = async (): Promise<number> =>
    ((await handle.fetchHistory()).events ?? []).filter(
      (event) => event.activityTaskCompletedEventAttributes,
    ).length;
  while ((await ended()) < count);
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'gone', turns: () => [], live: async () => {} },
  {
    name: 'retried-and-woken',
    turns: () => [
      { end: 'more' },
      { end: 'idle', dueAt: Math.ceil(systemClock.nowMs() / 1_000) + 1 },
      { end: 'idle' },
    ],
    live: async (handle) => {
      await turned(handle, 3);
      await woken(handle);
    },
  },
  {
    name: 'woken-before-retry',
    turns: () => [{ end: 'idle', dueAt: Math.ceil(systemClock.nowMs() / 1_000) + MINUTE }],
    live: async (handle) => {
      await turned(handle, 1);
      await woken(handle);
    },
  },
  {
    name: 'retried-on-test-clock',
    frozenAt: 0,
    turns: () => [{ end: 'idle', dueAt: MINUTE }, { end: 'idle' }],
    live: async (handle) => {
      await turned(handle, 1);
      await handle.executeUpdate(advanceClockUpdate, { args: [{ now: MINUTE }] });
      await turned(handle, 2);
      await woken(handle);
    },
  },
];

async function live({ frozenAt, ...scenario }: Scenario, temporal: Temporal) {
  const objectId = makeId('webhookEndpoint', 'recorded');
  const scope = { accountId: makeId('account', 'recorded'), livemode: false };
  const start = endpointWorkflowOf({ scope, objectId });
  const input = { ...start.input, ...(frozenAt !== undefined && { frozenAt }) };
  await startOrTell(temporal, { ...start, input });
  const handle = temporal.client.workflow.getHandle(webhookEndpointId(objectId));
  await scenario.live(handle);
  await handle.result();
  return handle;
}

export const endpointRecordings: readonly Recording[] = SCENARIOS.map((scenario) => {
  let turns: Delivered[] | undefined;
  return {
    name: `webhook-endpoint-${scenario.name}`,
    activities: {
      deliverEvents: async () => (turns ??= [...scenario.turns()]).shift() ?? { end: 'gone' },
    },
    live: (temporal) => live(scenario, temporal),
  };
});
