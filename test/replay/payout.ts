import type { WorkflowHandle } from '@temporalio/client';
import type { FollowedPayout } from '../../activities/payout.ts';
import { makeId } from '../../domain/ids.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import { balanceTransferOf } from '../../workflows/balance-transfer/contract.ts';
import { cancelPayoutUpdate, payoutOf } from '../../workflows/payout/contract.ts';
import type { Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  /** What the bank says, in turn. */
  readonly said: readonly FollowedPayout[];
  /** Absent: real time, in which it goes to the bank at once. */
  readonly onTestClock?: { readonly cutoffAt: number };
  readonly live: (handle: WorkflowHandle) => Promise<unknown>;
}

const DAY = 86_400;
const advanceTo = (now: number) => (handle: WorkflowHandle) =>
  handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });

const SCENARIOS: readonly Scenario[] = [
  { name: 'paid', said: [{ status: 'paid' }], live: async () => {} },
  {
    name: 'paid-on-test-clock',
    said: [
      { status: 'in_transit', askAgainAt: 2 * DAY },
      { status: 'paid', askAgainAt: 9 * DAY },
      { status: 'paid' },
    ],
    onTestClock: { cutoffAt: DAY },
    live: async (handle) => {
      for (const day of [1, 2, 9]) await advanceTo(day * DAY)(handle);
    },
  },
  {
    name: 'failed-after-paid',
    said: [
      { status: 'in_transit', askAgainAt: 2 * DAY },
      { status: 'paid', askAgainAt: 4 * DAY },
      { status: 'failed' },
    ],
    onTestClock: { cutoffAt: DAY },
    live: advanceTo(30 * DAY),
  },
  { name: 'failed', said: [{ status: 'failed' }], live: async () => {} },
  {
    name: 'canceled',
    said: [],
    onTestClock: { cutoffAt: DAY },
    live: (handle) => handle.executeUpdate(cancelPayoutUpdate),
  },
];

const scope = { accountId: makeId('account', 'recorded'), livemode: false };

async function live(scenario: Scenario, temporal: Temporal): Promise<WorkflowHandle> {
  // Once is all that a payout is started: each scenario has its own.
  const payoutId = makeId('payout', `recorded${scenario.name.replaceAll('-', '')}`);
  const { cutoffAt } = scenario.onTestClock ?? { cutoffAt: 0 };
  const start = payoutOf({
    scope,
    objectId: payoutId,
    payload: { cutoffAt },
    ...(scenario.onTestClock && { frozenAt: 0 }),
  });
  await startOrTell(temporal, start);
  const handle = temporal.client.workflow.getHandle(start.id);
  await scenario.live(handle);
  await handle.result();
  return handle;
}

/** The sandbox's last word for a scenario that has run out of words. */
function bankOf({ said }: Scenario): () => Promise<FollowedPayout> {
  let asked = 0;
  return async () => said[asked++] ?? { status: 'paid' };
}

async function arrive(temporal: Temporal): Promise<WorkflowHandle> {
  const objectId = makeId('balanceTransfer', 'recorded');
  const start = balanceTransferOf({ scope, objectId, payload: { arrivesAt: DAY }, frozenAt: 0 });
  await startOrTell(temporal, start);
  const handle = temporal.client.workflow.getHandle(start.id);
  await advanceTo(DAY)(handle);
  await handle.result();
  return handle;
}

export const payoutRecordings: readonly Recording[] = [
  ...SCENARIOS.map((scenario): Recording => ({
    name: `payout-${scenario.name}`,
    activities: {
      submitPayout: async () => ({ status: 'in_transit' }),
      followPayout: bankOf(scenario),
      cancelPayout: async () => 'canceled',
    },
    live: (temporal) => live(scenario, temporal),
  })),
  {
    name: 'balance-transfer-next-day',
    activities: { arriveBalanceTransfer: async () => 'succeeded' },
    live: arrive,
  },
];
