import type { WorkflowHandle } from '@temporalio/client';
import type { VerificationStatus } from '../../domain/bank-account/verification.ts';
import { makeId } from '../../domain/ids.ts';
import { systemClock } from '../../infra/clock.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  verificationEndedSignal,
  verificationOf,
  verificationWorkflowId,
} from '../../workflows/bank-account-verification/contract.ts';
import { hasTimer, type Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  readonly sent: VerificationStatus;
  readonly ended: VerificationStatus;
  /** On a test clock that begins at 0: its seconds. Absent: in real time. */
  readonly instants?: readonly number[];
  readonly isEntered?: boolean;
}

const CUTOFF = 10;
const EXPIRES = 1_000;

const SCENARIOS: readonly Scenario[] = [
  { name: 'verified', sent: 'sent', ended: 'verified', instants: [CUTOFF], isEntered: true },
  { name: 'timed-out', sent: 'sent', ended: 'failed', instants: [CUTOFF, EXPIRES] },
  { name: 'not-sent', sent: 'failed', ended: 'failed', instants: [CUTOFF] },
  { name: 'verified-in-real-time', sent: 'sent', ended: 'verified', isEntered: true },
];

const scope = { accountId: makeId('account', 'recorded'), livemode: false };

export const verificationRecordings: readonly Recording[] = SCENARIOS.map((scenario, index) => ({
  name: `bank-account-verification-${scenario.name}`,
  activities: {
    sendMicroDeposits: async () => scenario.sent,
    readVerification: async () => scenario.ended,
    expireVerification: async () => scenario.ended,
  },
  live: async (temporal) => {
    const bankAccountId = makeId('bankAccount', `recorded${index}`);
    const now = Math.floor(systemClock.nowMs() / 1_000);
    const payload = scenario.instants
      ? { cutoffAt: CUTOFF, expiresAt: EXPIRES }
      : { cutoffAt: now, expiresAt: now + 3_600 };
    const clocked = scenario.instants && { frozenAt: 0 };
    const entry = { scope, objectId: bankAccountId, payload, ...clocked };
    await startOrTell(temporal, verificationOf(entry));
    const handle = temporal.client.workflow.getHandle(verificationWorkflowId(bankAccountId));
    await happen(handle, scenario);
    await handle.result();
    return handle;
  },
}));

async function happen(handle: WorkflowHandle, { instants, isEntered }: Scenario): Promise<void> {
  for (const now of instants ?? [])
    await handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });
  // In real time it waits for the end of its days once the deposits are sent.
  if (!instants) while (!(await hasTimer(handle)));
  if (isEntered) await handle.signal(verificationEndedSignal);
}
