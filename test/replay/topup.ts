import type { WorkflowHandle } from '@temporalio/client';
import type { Activities } from '../../activities/index.ts';
import { makeId } from '../../domain/ids.ts';
import { systemClock } from '../../infra/clock.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import type { DebitStatus } from '../../providers/bank/port.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import { cancelTopupUpdate, topupOf, topupWorkflowId } from '../../workflows/topup/contract.ts';
import type { Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  /** What the bank says, each time that it is asked. */
  readonly said: readonly DebitStatus[];
  /** The seconds at which something happens, on a test clock that begins at 0. Absent: in real time. */
  readonly instants?: readonly number[];
  readonly isCanceled?: boolean;
}

const CUTOFF = 10;
const AVAILABLE = 100;
const LATE = 1_000;

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'succeeded',
    said: [
      { status: 'pending', askAgainAt: AVAILABLE },
      { status: 'settled', askAgainAt: LATE },
      { status: 'settled' },
    ],
    instants: [CUTOFF, AVAILABLE, LATE],
  },
  {
    name: 'failed',
    said: [
      { status: 'pending', askAgainAt: AVAILABLE },
      { status: 'returned', code: 'insufficient_funds' },
    ],
    instants: [CUTOFF, AVAILABLE],
  },
  {
    name: 'reversed',
    said: [
      { status: 'pending', askAgainAt: AVAILABLE },
      { status: 'settled', askAgainAt: LATE },
      { status: 'returned', code: 'debit_not_authorized' },
    ],
    instants: [CUTOFF, AVAILABLE, LATE],
  },
  { name: 'canceled-on-test-clock', said: [], instants: [CUTOFF - 1], isCanceled: true },
  { name: 'canceled', said: [], isCanceled: true },
  { name: 'succeeded-in-real-time', said: [{ status: 'settled' }] },
];

const scope = { accountId: makeId('account', 'recorded'), livemode: false };

export const topupRecordings: readonly Recording[] = SCENARIOS.map((scenario, index) => ({
  name: `topup-${scenario.name}`,
  activities: answering(scenario),
  live: async (temporal) => {
    // One top-up is one workflow, for ever.
    const topupId = makeId('topup', `recorded${index}`);
    await startOrTell(temporal, topupOf({ scope, objectId: topupId, ...timesOf(scenario) }));
    const handle = temporal.client.workflow.getHandle(topupWorkflowId(topupId));
    await happen(handle, scenario);
    await handle.result();
    return handle;
  },
}));

/** In real time its cut-off is a moment away, or, for who cancels, too far to be met. */
function timesOf({ instants, isCanceled }: Scenario) {
  const now = Math.floor(systemClock.nowMs() / 1_000);
  const inRealTime = isCanceled ? now + 3_600 : now + 2;
  const cutoffAt = instants ? CUTOFF : inRealTime;
  const clocked = instants && { frozenAt: 0 };
  return { payload: { cutoffAt }, ...clocked };
}

function answering({ said }: Scenario): Partial<Activities> {
  let asked = 0;
  return {
    submitTopup: async () => ({ status: 'pending' }),
    readTopupDebit: async () => said[asked++] ?? { status: 'settled' },
    settleTopup: async () => ({ status: 'succeeded' }),
    failTopup: async () => ({ status: 'failed' }),
    reverseTopup: async () => ({ status: 'reversed' }),
    cancelTopup: async () => ({ status: 'canceled' }),
  };
}

async function happen(
  handle: WorkflowHandle,
  { instants = [], isCanceled }: Scenario,
): Promise<void> {
  for (const now of instants) await handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });
  if (isCanceled) await handle.executeUpdate(cancelTopupUpdate);
}
